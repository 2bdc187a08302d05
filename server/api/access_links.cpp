#include "api/access_links.hpp"

#include "base/sha256.hpp"
#include "store/identity.hpp"

namespace safetycell::api {

std::string make_access_path(store::WriteTx& tx, AccountId account) {
    constexpr int token_bytes = 32;
    std::string const token = random_hex(token_bytes);
    store::insert_access_link(tx, account, sha256_hex(token), tx.now() + access_link_lives);
    return "/sign-in#link=" + token;
}

}  // namespace safetycell::api
