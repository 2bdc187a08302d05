#include "import/attendance.hpp"

#include "import/numbers.hpp"
#include "import/words.hpp"

#include <algorithm>
#include <array>

namespace safetycell::importing {
namespace {

struct Code {
    std::string_view letters;  ///< Folded.
    Attendance meaning;
};

using enum Attendance;

/// In the order of the form. Work is what the form itself calls duration of work or of working time, shortened
/// or part time included, and training that the employer orders.
constexpr std::array<Code, 38> codes{{
    {"я", work},           // by day
    {"н", work},           // by night
    {"рв", work},          // on a day off or a holiday
    {"с", work},           // overtime
    {"вм", work},          // on rotation, away from home
    {"к", business_trip},  //
    {"пк", work},          // training away from the place of work
    {"пм", work},          // the same in another town
    {"от", absence},       // yearly leave
    {"од", absence},       // additional leave
    {"у", absence},        // leave for studies, paid
    {"ув", work},          // shortened working time of those who study beside their work
    {"уд", absence},       // leave for studies, unpaid
    {"р", absence},        // maternity leave
    {"ож", absence},       // leave until the child is three
    {"до", absence},       // unpaid leave, allowed by the employer
    {"оз", absence},       // unpaid leave, by law
    {"дб", absence},       // additional unpaid leave
    {"б", absence},        // sick leave, paid
    {"т", absence},        // sick leave, unpaid
    {"лч", work},          // working time shortened by law, as of minors
    {"пв", absence},       // after an unlawful dismissal
    {"г", absence},        // duties to the state
    {"пр", absence},       // absent without a good reason
    {"нс", work},          // part time, by decision of the employer
    {"в", absence},        // day off or holiday
    {"ов", absence},       // additional day off, paid
    {"нв", absence},       // additional day off, unpaid
    {"зб", absence},       // strike
    {"нн", absence},       // absent for unknown reasons
    {"рп", absence},       // idle by fault of the employer
    {"нп", absence},       // idle by nobody's fault
    {"вп", absence},       // idle by fault of the person
    {"но", absence},       // suspended, paid
    {"нб", absence},       // suspended, unpaid
    {"нз", absence},       // stopped work because wages are late
    {"х", absence},        // no such day; in Cyrillic
    {"x", absence},        // and in Latin letters
}};

bool are_digits(std::string_view text, std::size_t most) {
    return !text.empty() && text.size() <= most &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Attendance> attendance_from(std::string_view code) {
    auto const found = std::ranges::find(codes, folded(code), &Code::letters);
    return found == codes.end() ? std::nullopt : std::optional{found->meaning};
}

std::vector<std::string_view> between_strokes(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        std::size_t const slash = std::min(text.find('/'), text.size());
        parts.push_back(trimmed(text.substr(0, slash)));
        if (slash == text.size()) return parts;
        text.remove_prefix(slash + 1);
    }
}

bool is_nothing(std::string_view text) {
    text = trimmed(text);
    return text.empty() || text == "-" || text == "–" || text == "—";
}

std::optional<std::int64_t> hundredths_in(std::string_view text) {
    text = trimmed(text);
    if (std::size_t const colon = text.find(':'); colon != std::string_view::npos) {
        std::string_view const minutes = text.substr(colon + 1);
        if (!are_digits(text.substr(0, colon), 6) || !are_digits(minutes, 2) || minutes.size() != 2)
            return std::nullopt;
        Number const hours = parse_number(text.substr(0, colon), DecimalMark::point).value_or(Number{});
        Number const sixtieths = parse_number(minutes, DecimalMark::point).value_or(Number{});
        if (sixtieths.millionths >= std::int64_t{60} * 1'000'000) return std::nullopt;
        return Number{hours.millionths + sixtieths.millionths / 60}.hundredths();
    }
    std::optional<Number> number = parse_number(text, DecimalMark::comma);
    if (!number || text.find('.') != std::string_view::npos) number = parse_number(text, DecimalMark::point);
    if (!number || number->millionths < 0 || number->millionths > std::int64_t{1'000'000} * 1'000'000)
        return std::nullopt;
    return number->hundredths();
}

}  // namespace safetycell::importing
