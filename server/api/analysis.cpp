#include "api/analysis.hpp"

#include "api/edition_number.hpp"
#include "api/query_values.hpp"
#include "contract/charts.hpp"
#include "contract/edition.hpp"
#include "contract/effect.hpp"
#include "contract/lineage.hpp"
#include "contract/restatement.hpp"
#include "publish/past.hpp"
#include "store/change_log.hpp"
#include "store/editions.hpp"

#include <limits>
#include <map>

namespace safetycell::api {
namespace {

constexpr int usual_months = 12;
constexpr int most_months = 120;

Reply json_reply(std::string body) {
    Reply reply;
    reply.cache_control = "no-cache";
    reply.body = std::make_shared<std::string const>(std::move(body));
    return reply;
}

/// The inputs of the edition that the path names.
Result<publish::EditionInputs> inputs_of(Context const& context, store::ReadTx const& tx,
                                         store::Violations violations = store::Violations::left_out) {
    auto const number = edition_number(context, tx);
    if (!number) return tl::unexpected(number.error());
    return publish::load_inputs(tx, *number, violations);
}

std::string value_of(Request const& request, std::string const& name, std::string_view otherwise) {
    auto const found = request.query.find(name);
    return found == request.query.end() ? std::string{otherwise} : found->second;
}

Result<domain::Scope> scope_in_query(Request const& request, std::string const& name,
                                     domain::Facts const& facts) {
    auto const scope = domain::scope_from(value_of(request, name, "enterprise"), facts);
    if (scope) return *scope;
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

/// Whether the rate is of cases over a fixed exposure, as the exact test asks.
bool is_count(domain::RateDefinition const& definition) {
    return definition.numerator == domain::Numerator::cases &&
           definition.denominator != domain::Denominator::non_fatal_lti;
}

/// Every change that a cause names, read once.
std::map<Revision, contract::Authorship> authors_of(domain::Edition const& edition, store::ReadTx const& tx) {
    std::map<Revision, contract::Authorship> authors;
    for (domain::FigureChange const& figure : edition.changes) {
        for (domain::Cause const& cause : figure.causes) {
            if (cause.change == 0 || authors.contains(cause.change)) continue;
            if (auto const change = store::find_change(tx, cause.change)) {
                authors.emplace(cause.change, contract::Authorship{change->author.who, change->recorded_at,
                                                                   change->author.why});
            }
        }
    }
    return authors;
}

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

Result<Reply> get_lineage(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"scope", "window"}); !known)
        return tl::unexpected(known.error());
    auto const window = window_in_query(context.request);
    if (!window) return tl::unexpected(window.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const rate = rate_named(context.parameters.find("id")->second, inputs->policy);
    if (!rate) return tl::unexpected(rate.error());
    auto const scope = scope_in_query(context.request, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());

    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    domain::Lineage const lineage =
        domain::trace_figure(inputs->facts, inputs->policy, as_of, *rate, *scope, *window);
    return json_reply(contract::render_lineage(lineage, inputs->header, inputs->facts, inputs->policy));
}

Result<Reply> get_restatement(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const number = edition_number(context, tx);
    if (!number) return tl::unexpected(number.error());
    auto const restated = publish::restate(tx, *number);
    if (!restated) return tl::unexpected(restated.error());
    auto const published = store::find_edition_header(tx, *number);
    return json_reply(contract::render_restatement(published.value(), *restated, authors_of(*restated, tx)));
}

Result<Reply> get_charts(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"scope"}); !known) return tl::unexpected(known.error());
    auto const inputs = inputs_of(context, tx, store::Violations::loaded);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const scope = scope_in_query(context.request, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    auto const editions = editions_by_day(inputs->header, inputs->facts, tx);
    std::map<Date, Instant> moments;
    for (auto const& [date, header] : editions)
        moments.emplace(date, header.as_of);
    domain::Charts const charts = domain::compute_charts(inputs->facts, inputs->policy, as_of, *scope, moments);
    auto const published = published_trend(charts, editions, inputs->facts, tx);
    return json_reply(
        contract::render_charts(charts, published, inputs->header, inputs->facts, inputs->policy));
}

Result<Reply> get_effect(Context const& context, store::ReadTx& tx) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"scope", "date", "months"}); !known)
        return tl::unexpected(known.error());
    auto const date = parse_date(value_of(request, "date", ""));
    if (!date) {
        return failure(ErrorCode::invalid, "Say since when: `date=2026-01-31`, the first day after the change.",
                       "date");
    }
    auto const months = integer_in_query(request, "months", 1, most_months, usual_months);
    if (!months) return tl::unexpected(months.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const scope = scope_in_query(request, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    if (*date > as_of.date) {
        return failure(
            ErrorCode::invalid,
            fmt::format("`date` lies after {}, the day this edition is about.", to_string(as_of.date)), "date");
    }

    std::vector<domain::Effect> effects;
    for (char const* id : {"ltifr", "trifr"}) {
        auto const rate = domain::find_rate(inputs->policy, id);
        if (!rate) continue;
        effects.push_back(domain::compare_around(inputs->facts, inputs->policy, as_of, *rate, *scope, *date,
                                                 static_cast<std::int32_t>(*months)));
    }
    return json_reply(contract::render_effect(effects, inputs->facts, inputs->policy, *date,
                                              static_cast<std::int32_t>(*months)));
}

Result<Reply> get_comparison(Context const& context, store::ReadTx& tx) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"id", "scope", "other", "window"}); !known) {
        return tl::unexpected(known.error());
    }
    auto const window = window_in_query(request);
    if (!window) return tl::unexpected(window.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const rate = rate_named(value_of(request, "id", "ltifr"), inputs->policy);
    if (!rate) return tl::unexpected(rate.error());
    if (!is_count(inputs->policy.rates[*rate])) {
        return failure(
            ErrorCode::invalid,
            "Days lost come in bundles, so that no exact test compares them; choose a rate of cases.", "id");
    }
    auto const scope = scope_in_query(request, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    auto const other = scope_in_query(request, "other", inputs->facts);
    if (!other) return tl::unexpected(other.error());
    if (!domain::are_apart(*scope, *other, inputs->facts)) {
        return failure(
            ErrorCode::invalid,
            "These two have people in common, and the test needs counts of different people; compare "
            "own with contractors, two organizations or two sites.",
            "other");
    }

    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    return json_reply(contract::render_comparison(
        domain::compare_scopes(inputs->facts, inputs->policy, as_of, *rate, *scope, *other, *window),
        inputs->facts, inputs->policy));
}

}  // namespace safetycell::api
