#pragma once
// Which passwords are taken, and how long somebody waits who failed to sign in. After NIST SP 800-63B-4 (2025),
// 3.1.1.2: long enough, any characters, no rules of composition, none that is commonly used or made of the
// name.

#include "base/civil_time.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <set>
#include <string_view>

namespace safetycell::domain {

/// In characters. Fifteen where the password is the only factor; any length up to the most is taken.
inline constexpr std::size_t shortest_password = 15;
inline constexpr std::size_t longest_password = 256;

/// Error `invalid` with a sentence that says what to do about it. `common` is lower-case.
Result<void> check_password(std::string_view password, std::string_view login,
                            std::set<std::string_view> const& common);

/// How long after the last of so many failures the next attempt is heard. The first `free` cost nothing, then
/// the wait doubles with each, up to a quarter of an hour.
seconds wait_after_failures(std::int64_t failures, std::int64_t free);

/// How many of the failures still count, so long after the last: half as many with each quarter of an hour, so
/// that people who mistype now and then behind one address are never added up to an attack.
std::int64_t remaining_failures(std::int64_t failures, seconds since_the_last);

}  // namespace safetycell::domain
