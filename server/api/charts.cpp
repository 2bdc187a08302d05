#include "api/charts.hpp"

#include "api/past_edition.hpp"
#include "api/query_values.hpp"
#include "api/visibility.hpp"
#include "contract/charts.hpp"
#include "contract/edition.hpp"
#include "store/editions.hpp"

#include <limits>
#include <map>

namespace safetycell::api {
namespace {

/// The last edition of each day up to the one asked for, by its date: that of a slot, or where a day has none,
/// one out of slot, which was published about that moment too.
std::map<Date, domain::EditionHeader> editions_by_day(domain::EditionHeader const& asked,
                                                      domain::Facts const& facts, store::ReadTx const& tx) {
    // Newest first: the first one met is the last of its day.
    std::vector<domain::EditionHeader> const headers =
        store::load_edition_headers(tx, 0, std::numeric_limits<int>::max());
    std::map<Date, domain::EditionHeader> editions;
    for (bool const in_slot : {true, false}) {
        for (domain::EditionHeader const& header : headers) {
            if (header.slot.has_value() != in_slot || header.as_of > asked.as_of) continue;
            editions.emplace(facts.enterprise.time_zone.date_at(header.as_of), header);
        }
    }
    return editions;
}

/// What those editions published of the trend's points.
contract::PublishedTrend published_trend(domain::Charts const& charts,
                                         std::map<Date, domain::EditionHeader> const& editions,
                                         domain::Facts const& facts, store::ReadTx const& tx) {
    std::string const scope = domain::scope_name(charts.scope, facts);
    contract::PublishedTrend published;
    if (charts.trends.empty()) return published;
    for (domain::Trend::Point const& point : charts.trends.front().points) {
        Date const date = facts.enterprise.time_zone.date_at(point.as_of);
        auto const edition = editions.find(date);
        if (edition == editions.end() || edition->second.as_of != point.as_of) continue;
        auto const stored = store::find_edition(tx, edition->second.number);
        auto const parsed = contract::parse_published_edition(stored ? stored->document : "");
        if (!parsed) continue;
        for (domain::PublishedFigure const& figure : parsed->figures) {
            if (figure.scope != scope || figure.window != domain::WindowKind::rolling_12_months) continue;
            published[{figure.id, date}] = {edition->second.number, figure.numerator, figure.value};
        }
    }
    return published;
}

}  // namespace

Result<Reply> get_charts(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"scope"}); !known) return tl::unexpected(known.error());
    auto const inputs = inputs_of(context, tx, store::Violations::loaded);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const scope = scope_in_query(context, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    auto const editions = editions_by_day(inputs->header, inputs->facts, tx);
    std::map<Date, Instant> moments;
    for (auto const& [date, header] : editions)
        moments.emplace(date, header.as_of);
    domain::Charts charts = domain::compute_charts(inputs->facts, inputs->policy, as_of, *scope, moments);
    VisibleOrganizations(context.asker, tx).cut(charts);
    auto const published = published_trend(charts, editions, inputs->facts, tx);
    return reply_with_json(
        contract::render_charts(charts, published, inputs->header, inputs->facts, inputs->policy));
}

}  // namespace safetycell::api
