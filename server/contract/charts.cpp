#include "contract/charts.hpp"

#include "contract/edition_parts.hpp"

namespace safetycell::contract {
namespace {

using contract::json_of;  // Beside those of this file.

Json signals_of(std::vector<domain::Signal> const& signals) {
    Json list = Json::array();
    for (domain::Signal const& signal : signals)
        list.push_back({{"point", signal.point}, {"better", signal.better}});
    return list;
}

Json json_of(domain::TimeBetween const& time_between) {
    Json points = Json::array();
    for (domain::TimeBetween::Point const& point : time_between.points) {
        points.push_back({{"on", to_string(point.on)}, {"reference", point.reference}, {"days", point.days}});
    }
    Json object{{"class", "lti"},
                {"points", std::move(points)},
                {"open_days", json_of(time_between.open_days)},
                {"streak_probability", json_of(time_between.streak_probability)}};
    if (!time_between.chart) {
        object["none"] = !time_between.open_days       ? "no_events"
                         : time_between.points.empty() ? "one_event"
                                                       : "too_few_events";
        return object;
    }
    object["center"] = time_between.chart->center;
    object["lower"] = time_between.chart->lower;
    object["upper"] = time_between.chart->upper;
    object["signals"] = signals_of(time_between.chart->signals);
    return object;
}

Json json_of(domain::ViolationRate const& rate) {
    bool const is_per_hours = rate.per == domain::ViolationRate::Per::hours;
    Json points = Json::array();
    for (std::size_t i = 0; i < rate.points.size(); ++i) {
        domain::ViolationRate::Point const& point = rate.points[i];
        Json entry{{"first", to_string(point.month.first)},
                   {"last", to_string(point.month.last)},
                   {"count", point.count},
                   {"hours", is_per_hours ? Json(point.exposure) : Json(nullptr)},
                   {"inspections", is_per_hours ? Json(nullptr) : Json(point.exposure)},
                   {"u", static_cast<double>(point.count) * rate.unit() / point.exposure}};
        if (rate.chart) {
            entry["lower"] = rate.chart->limits[i].lower;
            entry["upper"] = rate.chart->limits[i].upper;
        }
        points.push_back(std::move(entry));
    }
    Json object{{"per", to_string(rate.per)},
                {"unit_hours", is_per_hours ? Json(rate.unit()) : Json(nullptr)},
                {"points", std::move(points)}};
    if (!rate.chart) {
        object["none"] = rate.points.empty()      ? "no_hours"
                         : rate.points.size() < 2 ? "too_few_points"
                                                  : "no_violations";
        return object;
    }
    object["mean"] = rate.chart->mean;
    object["sigma_z"] = rate.chart->sigma_z;
    object["signals"] = signals_of(rate.chart->signals);
    return object;
}

Json json_of(domain::Funnel const& funnel, domain::Facts const& facts) {
    Json points = Json::array();
    for (domain::Funnel::Point const& point : funnel.points) {
        domain::Organization const& organization = facts.organizations[point.organization.index()];
        points.push_back({{"code", organization.code},
                          {"name", organization.name},
                          {"numerator", point.numerator},
                          {"hours", point.hours},
                          {"value", point.value}});
    }
    Json limits = Json::array();
    for (domain::Funnel::Limits const& at : funnel.limits) {
        limits.push_back({{"hours", at.hours},
                          {"lower95", at.limits.percent_95.lower},
                          {"upper95", at.limits.percent_95.upper},
                          {"lower998", at.limits.percent_99_8.lower},
                          {"upper998", at.limits.percent_99_8.upper}});
    }
    Json object{{"id", "trifr"},
                {"mean", json_of(funnel.mean)},
                {"points", std::move(points)},
                {"limits", std::move(limits)}};
    if (!funnel.mean) {
        object["none"] = "no_hours";
    } else if (*funnel.mean == 0) {
        object["none"] = "no_events";
    }
    return object;
}

bool is_restated(PublishedPoint const& published, domain::Figure const& figure) {
    auto const printed = [](std::optional<double> value) {
        return value ? std::optional(domain::round_half_up(*value, domain::printed_decimals)) : std::nullopt;
    };
    return published.numerator != figure.numerator || printed(published.value) != printed(figure.value);
}

Json json_of(domain::Trend const& trend, PublishedTrend const& published, domain::Facts const& facts,
             domain::Policy const& policy) {
    domain::RateDefinition const& definition = policy.rates[trend.definition];
    Json points = Json::array();
    for (domain::Trend::Point const& point : trend.points) {
        Date const date = facts.enterprise.time_zone.date_at(point.as_of);
        Json entry{{"as_of", to_string(point.as_of)}, {"date", to_string(date)}};
        append_figure(entry, point.figure, definition);
        Json const interval = entry["interval"];
        entry["lower"] = interval.is_null() ? Json(nullptr) : interval["lower"];
        entry["upper"] = interval.is_null() ? Json(nullptr) : interval["upper"];
        auto const found = published.find({definition.id, date});
        bool const known = found != published.end();
        entry["published"] = known ? json_of(found->second.value) : Json(nullptr);
        entry["published_numerator"] = known ? Json(found->second.numerator) : Json(nullptr);
        entry["published_edition"] = known ? Json(found->second.edition) : Json(nullptr);
        entry["restated"] = known && is_restated(found->second, point.figure);
        points.push_back(std::move(entry));
    }
    return {{"id", definition.id}, {"base", definition.base}, {"points", std::move(points)}};
}

Json closing_of(domain::Closing const& closing) {
    Json points = Json::array();
    points.push_back({{"day", 0}, {"not_closed", 1.0}});
    for (domain::ClosureStep const& step : closing.curve)
        points.push_back({{"day", step.day}, {"not_closed", step.not_closed}});
    return {{"points", std::move(points)},
            {"median", json_of(closing.figures.median_days_to_close)},
            {"found", closing.figures.found},
            {"closed", closing.figures.closed}};
}

Json json_of(domain::SafetyCross const& cross) {
    Json days = Json::array();
    for (domain::SafetyCross::Day const& day : cross.days) {
        days.push_back({{"on", to_string(day.on)},
                        {"worst", day.worst ? Json(to_string(*day.worst)) : Json(nullptr)},
                        {"count", day.count}});
    }
    return {{"month", to_string(cross.days.front().on).substr(0, 7)}, {"days", std::move(days)}};
}

}  // namespace

std::string render_charts(domain::Charts const& charts, PublishedTrend const& published,
                          domain::EditionHeader const& header, domain::Facts const& facts,
                          domain::Policy const& policy) {
    Json trends = Json::array();
    for (domain::Trend const& trend : charts.trends)
        trends.push_back(json_of(trend, published, facts, policy));
    Json const document{{"edition", header.number},
                        {"as_of_date", to_string(facts.enterprise.time_zone.date_at(header.as_of))},
                        {"scope", scope_name(charts.scope, facts)},
                        {"time_between", json_of(charts.time_between)},
                        {"violations_u", json_of(charts.violations)},
                        {"funnel", json_of(charts.funnel, facts)},
                        {"trend", std::move(trends)},
                        {"ageing", by_severity(charts.closing.figures.overdue_by_age)},
                        {"closing", closing_of(charts.closing)},
                        {"safety_cross", json_of(charts.safety_cross)}};
    return document.dump();
}

}  // namespace safetycell::contract
