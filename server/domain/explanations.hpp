#pragma once
// The figures explained to those who read them: what each is, how it is computed, where its rule comes from,
// and what it is not good for. Where a rule has a setting, the text names the setting in braces,
// "{gaps.longest_filled_gap_days}", and is told with its value in the policy in force.

#include "base/result.hpp"
#include "domain/policy.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

struct FigureExplanation {
    std::string id;  ///< "violations_on_time"
    Words name;
    Words explanation;
    Words formula;
    Words source;
    Words not_good_for;
    std::vector<std::string> members;  ///< Where it stands in an edition's document: "violations[].on_time".

    friend bool operator==(FigureExplanation const&, FigureExplanation const&) = default;
};

/// The settings of one policy that texts may name, called as in the policy file.
class SettingsInWords {
public:
    explicit SettingsInWords(Policy const& policy);

    /// The text with the value of every setting it names. Error `invalid` for one that no policy has.
    Result<Words> fill_in(Words const& text) const;
    /// All texts filled in. Precondition: they name only settings there are.
    FigureExplanation tell(FigureExplanation explanation) const;

private:
    std::map<std::string, Words, std::less<>> settings_;
};

}  // namespace safetycell::domain
