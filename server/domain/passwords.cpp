#include "domain/passwords.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <string>

namespace safetycell::domain {
namespace {

constexpr seconds longest_wait = std::chrono::minutes{15};

std::string lower(std::string_view text) {
    std::string folded{text};
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

/// The shortest text of which this one is a repetition.
std::string_view repeated_unit(std::string_view text) {
    for (std::size_t length = 1; length <= text.size() / 2; ++length) {
        if (text.size() % length != 0) continue;
        if (text.substr(length) == text.substr(0, text.size() - length)) return text.substr(0, length);
    }
    return text;
}

/// Whether each character follows the one before it, up or down: "abcdefgh", "987654321".
bool is_a_run(std::string_view text) {
    auto const steps_by = [text](int step) {
        return std::adjacent_find(text.begin(), text.end(), [step](char a, char b) { return b - a != step; }) ==
               text.end();
    };
    return steps_by(1) || steps_by(-1);
}

bool is_guessed_early(std::string_view folded, std::string_view login,
                      std::set<std::string_view> const& common) {
    constexpr std::size_t short_unit = 4;
    std::string_view const unit = repeated_unit(folded);
    if (common.contains(folded) || common.contains(unit) || unit == login) return true;
    return is_a_run(folded) || (unit != folded && unit.size() <= short_unit) || is_a_run(unit);
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view login,
                            std::set<std::string_view> const& common) {
    std::size_t characters = 0;
    for (std::string_view rest = password; !rest.empty(); ++characters) {
        auto const character = first_character(rest);
        if (!character || is_control(character->code_point)) {
            return failure(ErrorCode::invalid, "A password is one line of text.", "password");
        }
        rest.remove_prefix(character->length);
    }
    if (characters < shortest_password) {
        return failure(ErrorCode::invalid,
                       "The password is too short: 15 characters at least. A few words that do not belong "
                       "together are easy to keep in mind.",
                       "password");
    }
    if (characters > longest_password) {
        return failure(ErrorCode::invalid, "The password is too long: 256 characters at most.", "password");
    }
    if (is_guessed_early(lower(password), login, common)) {
        return failure(
            ErrorCode::invalid,
            "This password is among the first that are tried: it is commonly used, repeats itself, or is "
            "the login. Choose a few words that do not belong together.",
            "password");
    }
    return {};
}

seconds wait_after_failures(std::int64_t failures, std::int64_t free) {
    if (failures < free) return seconds{0};
    std::int64_t const doublings = std::min<std::int64_t>(failures - free, 10);
    return std::min(longest_wait, seconds{std::int64_t{1} << doublings});
}

std::int64_t remaining_failures(std::int64_t failures, seconds since_the_last) {
    std::int64_t const halvings = std::max<std::int64_t>(since_the_last / longest_wait, 0);
    return failures >> std::min<std::int64_t>(halvings, 62);
}

}  // namespace safetycell::domain
