#pragma once
// The second step of signing in: a code of six digits that an authenticator computes from a shared secret and
// the time (RFC 6238 with SHA-1, 30 seconds, as all authenticators do it), or one of ten recovery codes for
// whoever has lost it. Pure: the secret and the time are given.

#include "base/civil_time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

/// Bytes: as many as SHA-1 has (RFC 4226, requirement 6).
inline constexpr int second_factor_secret_bytes = 20;
inline constexpr int recovery_code_count = 10;
/// Bytes: out of reach of guessing, also for whoever holds the hashes.
inline constexpr int recovery_code_bytes = 10;

/// The number of the 30 seconds that the instant lies in.
std::int64_t code_step(Instant instant);

/// Six digits.
std::string one_time_code(std::string_view secret, std::int64_t step);

/// The step whose code was given: the one now, or one beside it, for clocks differ. None for a wrong code, and
/// for one of `last_step` or before, so that a code that somebody looked at over a shoulder works only once.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view given, Instant now,
                                          std::int64_t last_step);

/// What people add when they read a code from paper or a screen, taken away: spaces, dashes, small letters.
std::string bare_code(std::string_view given);

/// "ABCD-EFGH-IJKL-MNOP", of so many random bytes.
std::string recovery_code(std::string_view random);

/// What an authenticator reads from the picture: the issuer and the account as it lists them, and the secret.
std::string authenticator_address(std::string_view issuer, std::string_view login, std::string_view base32);

}  // namespace safetycell::domain
