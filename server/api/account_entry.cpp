#include "api/account_entry.hpp"

#include "api/attempt.hpp"
#include "store/identity.hpp"
#include "store/provider_identities.hpp"
#include "store/records.hpp"
#include "store/second_factors.hpp"

namespace safetycell::api {

contract::AccountEntry entry_of(store::StoredAccount const& stored, store::ReadTx const& tx) {
    contract::AccountEntry entry;
    entry.account = stored.account;
    entry.change = stored.change;
    entry.has_password = store::find_password_hash(tx, stored.account.id).has_value();
    auto const factor = store::find_second_factor(tx, stored.account.id);
    entry.has_second_factor = factor && factor->confirmed;
    entry.by_provider = store::has_provider_identity(tx, stored.account.id);
    for (OrganizationId const id : stored.account.organizations)
        entry.organizations.push_back(store::organization_code(tx, id));
    for (SiteId const id : stored.account.sites)
        entry.sites.push_back(store::site_code(tx, id));
    return entry;
}

store::Author author_of(Context const& context, std::string why) {
    store::Author author = author_of(context.request, context.asker.actor.value().login, std::move(why));
    // A program that carries somebody's token is told apart from their own hand.
    if (context.asker.session_sha256.empty()) author.source = fmt::format("token, {}", context.request.address);
    return author;
}

store::Author author_of(Request const& request, std::string who, std::string why) {
    return {std::move(who), std::move(why), source_of(request)};
}

Result<store::StoredAccount> account_in_path(Context const& context, store::ReadTx const& tx) {
    auto const login = domain::login_from(context.parameters.find("login")->second);
    auto stored = login ? store::find_account(tx, *login) : std::nullopt;
    if (!stored) return failure(ErrorCode::not_found, "There is no account with this login.", "login");
    return *std::move(stored);
}

Reply json_reply(std::string body, int status) {
    Reply reply;
    reply.status = status;
    reply.body = std::make_shared<std::string const>(std::move(body));
    return reply;
}

}  // namespace safetycell::api
