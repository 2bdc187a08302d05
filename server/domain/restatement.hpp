#pragma once
// What a past edition published, against what it would say with everything known now: each figure that differs,
// with the recorded changes that made the difference. The moment and the policy are the edition's own, so that
// neither time nor other rules have a part in it.

#include "domain/edition.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// The figures of violations that are told apart, named as the members of an edition's document.
enum class ViolationFigure : std::uint8_t {
    found,
    open,
    overdue,
    awaiting_verification,
    closed,
    cancelled,
    due,
    on_time,
    on_time_share,
    mean_days_to_close,
    median_days_to_close,
    oldest_awaiting_days,
};
inline constexpr std::size_t violation_figure_count = 12;
std::string_view to_string(ViolationFigure figure);

/// By ViolationFigure; none where the figure has no value.
using ViolationValues = std::array<std::optional<double>, violation_figure_count>;
ViolationValues values_of(ViolationFigures const& figures);

struct PublishedRating {
    std::optional<double> score;
    std::optional<Band> band;

    friend bool operator==(PublishedRating const&, PublishedRating const&) = default;
};

/// The ranks an organization may have; none: it has no rate of its own, or nothing tells contractors apart.
struct RankBand {
    std::int64_t from = 0;
    std::int64_t to = 0;

    friend bool operator==(RankBand const&, RankBand const&) = default;
};

/// What an edition published beside rates and day counters, read back from its document. Documents of earlier
/// forms lack some of it.
struct PublishedStandings {
    std::map<std::string, ViolationValues> violations;  ///< By name of the scope.
    std::map<std::string, PublishedRating> ratings;     ///< By code of the contractor.
    /// By id of the rate, then by code of the contractor.
    std::map<std::string, std::map<std::string, std::optional<RankBand>>> ranks;
};

/// The causes of a difference, most telling first, at most `most_causes`.
struct ToldCauses {
    std::vector<Cause> causes;
    std::int64_t more_causes = 0;
};

struct CounterRestatement {
    CounterChange change;
    ToldCauses why;
};

struct ViolationsRestatement {
    struct Difference {
        ViolationFigure figure = ViolationFigure::found;
        std::optional<double> old_value;
        std::optional<double> new_value;
    };
    std::string scope;
    std::vector<Difference> differences;
    ToldCauses why;
};

struct RatingRestatement {
    std::string organization;  ///< Code.
    PublishedRating old_rating;
    PublishedRating new_rating;
    ToldCauses why;
};

struct RankRestatement {
    std::string id;            ///< Of the rate.
    std::string organization;  ///< Code.
    std::optional<RankBand> old_rank;
    std::optional<RankBand> new_rank;
    ToldCauses why;
};

struct Restatement {
    Revision known_now = 0;
    std::vector<FigureChange> figures;
    std::vector<CounterRestatement> counters;
    std::vector<ViolationsRestatement> violations;  ///< In the order of all_scopes().
    std::vector<RatingRestatement> ratings;         ///< By code.
    std::vector<RankRestatement> ranks;             ///< By rate, then by code.
    /// How people call the violations that causes name. Filled by whoever can look it up.
    std::map<ViolationId, std::string> violation_references;
};

/// Those that its causes name.
std::set<ViolationId> violations_named(Restatement const& restatement);

/// `facts` are those known now, `recorded` and `violations` all that was recorded since the edition.
Restatement restate(PublishedEdition const& before, PublishedStandings const& standings, Facts const& facts,
                    Policy const& policy, RecordedChanges const& recorded,
                    std::vector<Revised<Violation>> const& violations);

}  // namespace safetycell::domain
