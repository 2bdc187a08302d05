#include "contract/accounts.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(AccountEntry const& entry) {
    return {{"login", entry.account.login},
            {"name", entry.account.name},
            {"role", to_string(entry.account.role)},
            {"organizations", entry.organizations},
            {"sites", entry.sites},
            {"all_sites", entry.account.all_sites},
            {"disabled", entry.account.disabled},
            {"has_password", entry.has_password},
            {"has_second_factor", entry.has_second_factor},
            {"by_provider", entry.by_provider},
            {"change", entry.change}};
}

Json json_of(TokenEntry const& entry) {
    return {{"id", entry.id},
            {"name", entry.name},
            {"read_only", entry.read_only},
            {"role", entry.role ? Json(to_string(*entry.role)) : Json(nullptr)},
            {"organizations", entry.organizations},
            {"sites", entry.sites},
            {"paired", entry.paired},
            {"made_at", to_string(entry.made_at)},
            {"expires_at", to_string(entry.expires_at)}};
}

std::string_view name_of(domain::Reach reach) {
    switch (reach) {
        case domain::Reach::nothing: return "nothing";
        case domain::Reach::assigned: return "assigned";
        case domain::Reach::everything: return "everything";
    }
    return "nothing";
}

}  // namespace

std::string render_nobody(std::string_view provider) {
    Json json{{"signed_in", false}, {"setup_needed", false}};
    if (!provider.empty()) json["provider"] = provider;
    return json.dump();
}

std::string render_setup_needed(domain::Enterprise const* enterprise, std::vector<TimeOfDay> const& slots) {
    Json json{{"signed_in", false}, {"setup_needed", true}, {"enterprise", nullptr}};
    if (enterprise != nullptr) json["enterprise"] = enterprise->name;
    Json& list = json["slots"] = Json::array();
    for (TimeOfDay const slot : slots)
        list.push_back(to_string(slot));
    return json.dump();
}

std::string render_provider_address(std::string_view address) {
    return Json{{"address", address}}.dump();
}

std::string render_signed_in(AccountEntry const& entry) {
    Json may = Json::object();
    for (std::size_t i = 0; i < domain::action_count; ++i) {
        auto const action = static_cast<domain::Action>(i);
        may[std::string{to_string(action)}] = name_of(reach_of(entry.account.role, action));
    }
    return Json{{"signed_in", true}, {"account", json_of(entry)}, {"may", std::move(may)}}.dump();
}

std::string render_second_factor_needed() {
    return Json{{"signed_in", false}, {"second_factor_needed", true}}.dump();
}

std::string render_account(AccountEntry const& entry) {
    return json_of(entry).dump();
}

std::string render_accounts(std::vector<AccountEntry> const& entries) {
    Json accounts = Json::array();
    for (AccountEntry const& entry : entries)
        accounts.push_back(json_of(entry));
    return Json{{"accounts", std::move(accounts)}}.dump();
}

std::string render_access_link(AccountEntry const& entry, std::string_view path, Instant expires_at) {
    return Json{{"account", json_of(entry)}, {"path", path}, {"expires_at", to_string(expires_at)}}.dump();
}

std::string render_screen_account(AccountEntry const& entry) {
    return Json{{"account", json_of(entry)}}.dump();
}

std::string render_sessions(std::vector<SessionEntry> const& sessions) {
    Json list = Json::array();
    for (SessionEntry const& session : sessions) {
        list.push_back({{"began_at", to_string(session.began_at)},
                        {"seen_at", to_string(session.seen_at)},
                        {"address", session.address},
                        {"program", session.program},
                        {"this", session.is_this}});
    }
    return Json{{"sessions", std::move(list)}}.dump();
}

std::string render_second_factor(SecondFactorEntry const& entry) {
    return Json{{"set", entry.set}, {"possible", entry.possible}, {"recovery_codes", entry.recovery_codes}}
        .dump();
}

std::string render_offered_second_factor(std::string_view secret, std::string_view address) {
    return Json{{"secret", secret}, {"address", address}}.dump();
}

std::string render_recovery_codes(std::vector<std::string> const& codes) {
    return Json{{"recovery_codes", codes}}.dump();
}

std::string render_failed_sign_ins(std::vector<FailedSignInEntry> const& entries) {
    Json list = Json::array();
    for (FailedSignInEntry const& entry : entries) {
        list.push_back({{"login", entry.login.empty() ? Json(nullptr) : Json(entry.login)},
                        {"address", entry.address},
                        {"proof", entry.proof},
                        {"first_at", to_string(entry.first_at)},
                        {"last_at", to_string(entry.last_at)},
                        {"count", entry.count}});
    }
    return Json{{"failed_sign_ins", std::move(list)}}.dump();
}

std::string render_tokens(std::vector<TokenEntry> const& tokens) {
    Json list = Json::array();
    for (TokenEntry const& token : tokens)
        list.push_back(json_of(token));
    return Json{{"tokens", std::move(list)}}.dump();
}

std::string render_new_token(TokenEntry const& entry, std::string_view token) {
    Json json = json_of(entry);
    json["token"] = token;
    return json.dump();
}

}  // namespace safetycell::contract
