#include "api/record_filter.hpp"

#include "store/records.hpp"

#include <fmt/format.h>

#include <limits>

namespace safetycell::api {

Result<Date> date_in_query(Request const& request, std::string const& name, Date otherwise) {
    auto const found = request.query.find(name);
    if (found == request.query.end()) return otherwise;
    if (auto const date = parse_date(found->second)) return *date;
    return failure(ErrorCode::invalid, fmt::format("`{}` is a date as 2026-01-31.", name), name);
}

Result<store::Filter> filter_in_query(Request const& request, store::ReadTx const& tx) {
    store::Filter filter;
    if (auto const found = request.query.find("organization"); found != request.query.end()) {
        auto const organization = store::find_organization(tx, found->second);
        // One that does not exist has no records, as one that is not visible has none.
        filter.organization =
            organization ? organization->id : OrganizationId{std::numeric_limits<std::int32_t>::max()};
    }
    if (auto const found = request.query.find("site"); found != request.query.end()) {
        auto const site = store::find_site(tx, found->second);
        filter.site = site ? site->id : SiteId{std::numeric_limits<std::int32_t>::max()};
    }
    auto const from = date_in_query(request, "from", filter.from);
    if (!from) return tl::unexpected(from.error());
    auto const to = date_in_query(request, "to", filter.to);
    if (!to) return tl::unexpected(to.error());
    filter.from = *from;
    filter.to = *to;
    if (auto const found = request.query.find("voided"); found != request.query.end()) {
        if (found->second != "yes" && found->second != "no") {
            return failure(ErrorCode::invalid, "`voided` is yes or no.", "voided");
        }
        filter.with_voided = found->second == "yes";
    }
    return filter;
}

Result<store::Order> order_in_query(Request const& request) {
    auto const found = request.query.find("order");
    if (found == request.query.end() || found->second == "date") return store::Order::by_date;
    if (found->second == "recorded") return store::Order::by_record;
    return failure(ErrorCode::invalid, "`order` is date or recorded; both give the newest first.", "order");
}

}  // namespace safetycell::api
