#include "import/periods.hpp"

#include "import/words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace safetycell::importing {
namespace {

bool is_digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<unsigned> quarter_digit(std::string_view word) {
    static constexpr std::array<std::array<std::string_view, 2>, 4> quarters{
        {{"1", "i"}, {"2", "ii"}, {"3", "iii"}, {"4", "iv"}}};
    for (unsigned i = 0; i < quarters.size(); ++i) {
        if (std::ranges::find(quarters[i], word) != quarters[i].end()) return i + 1;
    }
    return std::nullopt;
}

/// A quarter in the words that stand beside the year: "q1", "1q", "1 кв", "i квартал".
std::optional<unsigned> parse_quarter(std::string word) {
    for (std::string_view const name : {"квартал", "quarter", "кв", "q"}) {
        if (std::size_t const at = word.find(name); at != std::string::npos) {
            return quarter_digit(trimmed(word.erase(at, name.size())));
        }
    }
    return std::nullopt;
}

std::optional<unsigned> parse_month(std::string const& word) {
    if (is_digits(word, 1, 2)) {
        unsigned const month = static_cast<unsigned>(std::stoul(word));
        return month >= 1 && month <= 12 ? std::optional{month} : std::nullopt;
    }
    return month_from_words(word);
}

domain::Period months(int year, unsigned first, unsigned last) {
    return {date_from({year, first, 1}), last_of_month(date_from({year, last, 1}))};
}

}  // namespace

std::optional<domain::Period> parse_written_period(std::string_view text) {
    // Folding turned what separates the parts into single spaces.
    std::string year_text;
    std::string rest;
    std::string const words = folded(text);
    for (std::size_t start = 0; start <= words.size();) {
        std::size_t const end = std::min(words.find(' ', start), words.size());
        std::string const word = words.substr(start, end - start);
        start = end + 1;
        if (word == "г" || word == "год" || word == "года" || word.empty()) continue;
        if (is_digits(word, 4, 4) && year_text.empty()) {
            year_text = word;
        } else {
            rest += (rest.empty() ? "" : " ") + word;
        }
    }
    if (year_text.empty()) return std::nullopt;
    int const year = std::stoi(year_text);
    if (year < 1) return std::nullopt;
    if (rest.empty()) return months(year, 1, 12);
    if (std::optional<unsigned> const quarter = parse_quarter(rest)) {
        return months(year, *quarter * 3 - 2, *quarter * 3);
    }
    if (std::optional<unsigned> const month = parse_month(rest)) return months(year, *month, *month);
    return std::nullopt;
}

}  // namespace safetycell::importing
