#include "api/editions.hpp"

#include "api/edition_number.hpp"
#include "api/query_values.hpp"
#include "api/visibility.hpp"
#include "base/sha256.hpp"
#include "contract/edition.hpp"
#include "contract/edition_list.hpp"
#include "store/editions.hpp"

#include <limits>

namespace safetycell::api {
namespace {

constexpr int shortest_page = 1;
constexpr int usual_page = 50;
constexpr int longest_page = 500;

contract::OthersInRatingTable others_in_rating_table(Context const& context) {
    using enum contract::OthersInRatingTable;
    if (domain::may(context.asker.actor, domain::Action::see_rating_table, {}) != domain::Permission::allowed) {
        return hidden;
    }
    return context.service.names_in_rating_table ? named : anonymous;
}

Result<Reply> edition_reply(Context const& context, store::ReadTx& tx, std::int64_t number) {
    if (auto known = check_query(context.request, {"scope"}); !known) return tl::unexpected(known.error());
    std::optional<store::StoredEdition> edition = store::find_edition(tx, number);
    if (!edition) {
        return failure(ErrorCode::not_found,
                       "There is no edition with this number; /api/v1/editions lists them all.", "number");
    }
    VisibleOrganizations const visible(context.asker, tx);
    if (!visible.everything()) {
        edition->document =
            contract::cut_to_organizations(edition->document, visible.codes(), others_in_rating_table(context));
        edition->sha256 = sha256_hex(edition->document);
    }
    Reply reply;
    reply.cache_control = "no-cache";
    auto const scope = context.request.query.find("scope");
    if (scope == context.request.query.end()) {
        reply.etag = '"' + edition->sha256 + '"';
        reply.body = std::make_shared<std::string const>(std::move(edition->document));
        return reply;
    }
    Result<std::string> cut = contract::cut_to_scope(edition->document, scope->second);
    if (!cut) return tl::unexpected(cut.error());
    reply.etag = '"' + sha256_hex(*cut) + '"';
    reply.body = std::make_shared<std::string const>(std::move(*cut));
    return reply;
}

}  // namespace

Result<Reply> list_editions(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"before", "limit"}); !known) {
        return tl::unexpected(known.error());
    }
    Result<std::int64_t> const before =
        integer_in_query(context.request, "before", 1, std::numeric_limits<std::int64_t>::max(), 0);
    if (!before) return tl::unexpected(before.error());
    Result<std::int64_t> const limit =
        integer_in_query(context.request, "limit", shortest_page, longest_page, usual_page);
    if (!limit) return tl::unexpected(limit.error());

    // One more than asked for tells whether there is a next page.
    std::vector<domain::EditionHeader> headers =
        store::load_edition_headers(tx, *before, static_cast<int>(*limit) + 1);
    std::optional<std::int64_t> next;
    if (headers.size() > static_cast<std::size_t>(*limit)) {
        headers.pop_back();
        next = headers.back().number;
    }
    Reply reply;
    reply.cache_control = "no-cache";
    reply.body = std::make_shared<std::string const>(contract::render_edition_list(headers, next));
    return reply;
}

Result<Reply> get_edition(Context const& context, store::ReadTx& tx) {
    Result<std::int64_t> const number = edition_number(context, tx);
    if (!number) return tl::unexpected(number.error());
    return edition_reply(context, tx, *number);
}

}  // namespace safetycell::api
