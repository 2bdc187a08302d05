#include "import/labels.hpp"

#include "import/dates.hpp"
#include "import/periods.hpp"
#include "import/words.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

/// Also of other alphabets; spaces of any kind are none.
bool has_letter(std::string_view text) {
    return std::ranges::any_of(
        folded(text), [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

std::string_view first_text(std::span<std::string_view const> cells) {
    for (std::string_view const cell : cells)
        if (!trimmed(cell).empty()) return trimmed(cell);
    return {};
}

bool begins_as_total(std::span<std::string_view const> cells) {
    std::string const words = folded(first_text(cells));
    return words == "итого" || words == "всего" || words == "total" || words == "grand total" ||
           words == "subtotal" || words.starts_with("итого ") || words.starts_with("всего ");
}

bool is_remark(std::string_view text) {
    return has_letter(text) && !period_in(text);
}

std::optional<Labelled> find_labelled(Table const& table, std::size_t rows,
                                      std::initializer_list<std::string_view> labels) {
    for (std::size_t row = 0; row < std::min(rows, table.row_count()); ++row) {
        std::span<std::string_view const> const cells = table.row(row);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            std::size_t const colon = std::min(cells[column].find(':'), cells[column].size());
            std::string const label = folded(cells[column].substr(0, colon));
            if (std::ranges::find(labels, label) == labels.end()) continue;
            if (colon < cells[column].size()) {
                std::string_view const after = trimmed(cells[column].substr(colon + 1));
                if (!after.empty()) return Labelled{std::string{after}, row};
            }
            for (std::size_t next = column + 1; next < cells.size(); ++next) {
                std::string_view const text = trimmed(cells[next]);
                if (!text.empty()) return Labelled{std::string{text}, row};
            }
        }
    }
    return std::nullopt;
}

std::vector<Date> days_in(std::string_view text) {
    std::vector<Date> days;
    for (std::size_t i = 0; i + 10 <= text.size(); ++i) {
        std::optional<Date> const day = parse_written_date(text.substr(i, 10), DateOrder::day_first);
        if (!day) continue;
        days.push_back(*day);
        i += 9;
    }
    return days;
}

std::optional<domain::Period> period_in(std::string_view text) {
    std::vector<Date> const days = days_in(text);
    if (days.size() == 2 && days[0] <= days[1]) return domain::Period{days[0], days[1]};
    if (!days.empty()) return std::nullopt;
    std::string const words = folded(text);
    return parse_written_period(words.starts_with("за ") ? std::string_view{words}.substr(5) : words);
}

std::optional<domain::Period> find_period_in_words(Table const& table, std::size_t rows) {
    for (std::size_t row = 0; row < std::min(rows, table.row_count()); ++row) {
        for (std::string_view const cell : table.row(row)) {
            if (!has_letter(cell) && days_in(cell).empty()) continue;
            if (std::optional<domain::Period> const period = period_in(cell)) return period;
        }
    }
    return std::nullopt;
}

}  // namespace safetycell::importing
