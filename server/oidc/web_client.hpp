#pragma once
// Asking another server, by libcurl: with deadlines, an end to how much is read, and without following where it
// leads. Blocks; never called on the io thread, nor while a transaction is open.

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace safetycell::oidc {

/// Whether it may be asked: over TLS, or on this very machine.
bool is_safe_address(std::string_view address);

/// The body of the answer, of status 200. Error `unauthenticated` where the other server refuses what was sent
/// (400), `unavailable` otherwise, with a sentence.
Result<std::string> get(std::string const& address);

/// Sends a form, with the name and the secret of this server in the Authorization header.
Result<std::string> post_form(std::string const& address, std::string const& form, std::string const& user,
                              std::string const& secret);

/// For addresses and forms: letters, digits and "-._~" as they are, everything else as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace safetycell::oidc
