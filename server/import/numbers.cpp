#include "import/numbers.hpp"

#include "import/words.hpp"

#include <algorithm>
#include <array>

namespace safetycell::importing {
namespace {

struct GroupMark {
    std::string_view bytes;
    std::string_view name;
};
constexpr std::array<GroupMark, 5> space_like_marks{{{" ", "a space"},
                                                     {"\u00A0", "a no-break space"},
                                                     {"\u202F", "a narrow no-break space"},
                                                     {"'", "an apostrophe"},
                                                     {"\u2019", "an apostrophe"}}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

GroupMark const* find_space_like_mark(std::string_view text) {
    auto const found = std::ranges::find_if(
        space_like_marks, [&](GroupMark const& mark) { return text.starts_with(mark.bytes); });
    return found == space_like_marks.end() ? nullptr : &*found;
}

/// Takes the sign off the front; true when it was a minus.
bool take_sign(std::string_view& text) {
    for (std::string_view const minus : {std::string_view{"-"}, std::string_view{"\u2212"}}) {
        if (text.starts_with(minus)) {
            text.remove_prefix(minus.size());
            return true;
        }
    }
    if (text.starts_with('+')) text.remove_prefix(1);
    return false;
}

/// Reads digits in groups of three set apart by one and the same mark, or digits without marks.
std::optional<std::int64_t> parse_grouped(std::string_view text, DecimalMark decimal) {
    std::string_view const other = decimal == DecimalMark::point ? "," : ".";
    constexpr std::size_t most_digits = 12;
    std::string digits;
    std::string_view group_mark;
    std::size_t in_group = 0;
    while (!text.empty()) {
        if (is_digit(text[0])) {
            digits += text[0];
            ++in_group;
            text.remove_prefix(1);
            continue;
        }
        GroupMark const* const space_like = find_space_like_mark(text);
        std::string_view const mark = space_like != nullptr     ? space_like->bytes
                                      : text.starts_with(other) ? other
                                                                : std::string_view{};
        bool const is_first = group_mark.empty();
        bool const group_is_full = is_first ? in_group >= 1 && in_group <= 3 : in_group == 3;
        if (mark.empty() || !group_is_full || (!is_first && mark != group_mark)) return std::nullopt;
        group_mark = mark;
        in_group = 0;
        text.remove_prefix(mark.size());
    }
    if (digits.empty() || digits.size() > most_digits || (!group_mark.empty() && in_group != 3)) {
        return std::nullopt;
    }
    return std::stoll(digits);
}

}  // namespace

std::string_view to_words(DecimalMark mark) {
    return mark == DecimalMark::point ? "decimal point" : "decimal comma";
}

std::optional<DecimalMark> decimal_mark_from(std::string_view text) {
    if (text == ".") return DecimalMark::point;
    if (text == ",") return DecimalMark::comma;
    return std::nullopt;
}

std::int64_t Number::hundredths() const {
    std::int64_t const half = millionths < 0 ? -5'000 : 5'000;
    return (millionths + half) / 10'000;
}

std::optional<Number> parse_number(std::string_view text, DecimalMark mark) {
    text = trimmed(text);
    bool const is_negative = take_sign(text);
    std::size_t const at = text.find(mark == DecimalMark::point ? '.' : ',');
    std::string_view const whole_text = text.substr(0, at);
    std::string_view const fraction_text = at == std::string_view::npos ? "" : text.substr(at + 1);
    bool const has_empty_fraction = at != std::string_view::npos && fraction_text.empty();
    if (has_empty_fraction || !std::ranges::all_of(fraction_text, is_digit)) return std::nullopt;

    std::optional<std::int64_t> const whole = parse_grouped(whole_text, mark);
    if (!whole) return std::nullopt;
    std::int64_t fraction = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        fraction = fraction * 10 + (i < fraction_text.size() ? fraction_text[i] - '0' : 0);
    }
    std::int64_t const millionths = *whole * 1'000'000 + fraction;
    return Number{is_negative ? -millionths : millionths};
}

void NumberEvidence::add(std::string_view text, bool must_be_whole) {
    text = trimmed(text);
    take_sign(text);
    std::set<std::string_view> spaces;
    std::string plain;  // Digits, points and commas.
    while (!text.empty()) {
        if (GroupMark const* const mark = find_space_like_mark(text)) {
            spaces.insert(mark->name);
            text.remove_prefix(mark->bytes.size());
            continue;
        }
        bool const belongs = is_digit(text[0]) || text[0] == '.' || text[0] == ',';
        if (!belongs) return;  // Not a number; it is told when it is read.
        plain += text[0];
        text.remove_prefix(1);
    }
    auto const points = std::ranges::count(plain, '.');
    auto const commas = std::ranges::count(plain, ',');
    space_marks_.insert(spaces.begin(), spaces.end());
    if (points == 0 && commas == 0) return;

    auto const decimal_is = [&](char mark) {
        ++(mark == '.' ? decimal_point_ : decimal_comma_);
    };
    auto const thousands_are = [&](char mark) {
        (mark == '.' ? groups_by_point_ : groups_by_comma_) = true;
    };
    if (points > 0 && commas > 0) {
        char const last = plain[plain.find_last_of(".,")];
        decimal_is(last);
        thousands_are(last == '.' ? ',' : '.');
        return;
    }
    char const mark = points > 0 ? '.' : ',';
    char const other = points > 0 ? ',' : '.';
    std::size_t const before = plain.find(mark);
    std::string const after = plain.substr(before + 1);
    bool const has_several = points + commas > 1;
    bool const may_be_group =
        after.size() == 3 && before >= 1 && before <= 3 && plain[0] != '0' && spaces.empty();
    if (has_several || (may_be_group && must_be_whole && after != "000")) {
        thousands_are(mark);
        decimal_is(other);
    } else if (may_be_group) {
        (mark == '.' ? ambiguous_point_ : ambiguous_comma_) = true;
    } else {
        decimal_is(mark);
    }
}

void NumberEvidence::add(NumberEvidence const& other) {
    decimal_point_ += other.decimal_point_;
    decimal_comma_ += other.decimal_comma_;
}

std::optional<DecimalMark> NumberEvidence::decided() const {
    if (decimal_point_ == 0 && decimal_comma_ == 0) return std::nullopt;
    return decimal_point_ >= decimal_comma_ ? DecimalMark::point : DecimalMark::comma;
}

std::set<std::string_view> NumberEvidence::thousands_marks(DecimalMark mark) const {
    std::set<std::string_view> marks = space_marks_;
    bool const point_is_decimal = mark == DecimalMark::point;
    if (point_is_decimal && (groups_by_comma_ || ambiguous_comma_)) marks.insert("a comma");
    if (!point_is_decimal && (groups_by_point_ || ambiguous_point_)) marks.insert("a point");
    return marks;
}

}  // namespace safetycell::importing
