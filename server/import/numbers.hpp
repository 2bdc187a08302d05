#pragma once
// Numbers as people write them: decimal point or comma, thousands set apart by a comma, a point, a space, a
// no-break space (U+00A0), a narrow one (U+202F) or an apostrophe. One number alone may be ambiguous ("1,234"),
// so the decimal mark is decided over a whole column.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace safetycell::importing {

enum class DecimalMark { point, comma };
std::string_view to_words(DecimalMark mark);
/// As it may be stated: "." or ",".
std::optional<DecimalMark> decimal_mark_from(std::string_view text);

/// A number in millionths, exact for up to six decimals.
struct Number {
    std::int64_t millionths = 0;

    bool is_whole() const { return millionths % 1'000'000 == 0; }
    /// Rounded half away from zero.
    std::int64_t hundredths() const;
};

/// Nothing when the text is not a number in that writing, or has more than twelve digits before the mark.
std::optional<Number> parse_number(std::string_view text, DecimalMark mark);

/// What the numbers of a column say about their decimal mark.
class NumberEvidence {
public:
    /// `must_be_whole`: the column holds counts, so that in "1,234" the comma can only set thousands apart.
    void add(std::string_view text, bool must_be_whole);
    /// Adds what another column decides.
    void add(NumberEvidence const& other);

    /// The mark that most numbers show; nothing when none shows any.
    std::optional<DecimalMark> decided() const;
    /// A number that may be read in two ways, while no number of the column decides.
    bool is_ambiguous() const { return !decided() && (ambiguous_point_ || ambiguous_comma_); }
    /// Names of the marks that set thousands apart, should `mark` be the decimal one.
    std::set<std::string_view> thousands_marks(DecimalMark mark) const;

private:
    std::int64_t decimal_point_ = 0;  ///< Numbers that show it to be the point.
    std::int64_t decimal_comma_ = 0;
    bool ambiguous_point_ = false;
    bool ambiguous_comma_ = false;
    bool groups_by_point_ = false;
    bool groups_by_comma_ = false;
    std::set<std::string_view> space_marks_;
};

}  // namespace safetycell::importing
