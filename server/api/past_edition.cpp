#include "api/past_edition.hpp"

#include "api/edition_number.hpp"

namespace safetycell::api {

Result<publish::EditionInputs> inputs_of(Context const& context, store::ReadTx const& tx,
                                         store::Violations violations) {
    auto const number = edition_number(context, tx);
    if (!number) return tl::unexpected(number.error());
    return publish::load_inputs(tx, *number, violations);
}

std::string value_of(Request const& request, std::string const& name, std::string_view otherwise) {
    auto const found = request.query.find(name);
    return found == request.query.end() ? std::string{otherwise} : found->second;
}

Result<domain::Scope> scope_in_query(Context const& context, std::string const& name,
                                     domain::Facts const& facts) {
    auto const scope = domain::scope_from(value_of(context.request, name, "enterprise"), facts);
    bool const is_seen = scope && (scope->kind != domain::ScopeKind::organization ||
                                   domain::may(context.asker.actor, domain::Action::see_figures,
                                               {scope->organization, {}}) == domain::Permission::allowed);
    if (is_seen) return *scope;
    return failure(
        ErrorCode::not_found,
        fmt::format("`{}` names nothing in this edition; write enterprise, own, contractors, site:CODE or "
                    "organization:CODE.",
                    name),
        name);
}

Result<domain::WindowKind> window_in_query(Request const& request) {
    auto const window = domain::window_kind_from(value_of(request, "window", "rolling_12_months"));
    if (window) return *window;
    return failure(ErrorCode::invalid, "`window` is rolling_12_months, year_to_date or month.", "window");
}

Result<std::size_t> rate_named(std::string_view id, domain::Policy const& policy) {
    if (auto const index = domain::find_rate(policy, id)) return *index;
    std::string ids;
    for (domain::RateDefinition const& definition : policy.rates) {
        if (!ids.empty()) ids += ", ";
        ids += definition.id;
    }
    return failure(ErrorCode::not_found, fmt::format("This edition has no such rate; it has {}.", ids), "id");
}

Reply reply_with_json(std::string body) {
    Reply reply;
    reply.cache_control = "no-cache";
    reply.body = std::make_shared<std::string const>(std::move(body));
    return reply;
}

}  // namespace safetycell::api
