#pragma once
// Screens that hang on a wall. Walls are open to whoever reaches the server, or, where the settings say so,
// only to paired screens, each for what it is assigned to, and to whoever is signed in.

#include "api/route.hpp"

#include <string_view>

namespace safetycell::api {

/// POST {token}: a screen takes the token that an administrator made for it. From then on nobody else has it:
/// the screen gets another secret in a cookie that no script reads, and the one that was given is void.
Result<Reply> pair_screen(Context const& context, store::WriteTx& tx);

/// Error `unauthenticated` or `not_found` where the asker may not see the wall of the scope.
Result<void> check_wall(Context const& context, std::string_view scope, store::ReadTx const& tx);

/// Whether the asker may have a live connection to what the request names.
Result<Reply> admit_live(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
