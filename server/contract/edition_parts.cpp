#include "contract/edition_parts.hpp"

#include "domain/decimals.hpp"
#include "domain/intervals.hpp"

namespace safetycell::contract {
namespace {

/// The exact interval of a rate of cases; days lost are no Poisson counts and have none.
std::optional<domain::Interval> interval_of(domain::Figure const& figure,
                                            domain::RateDefinition const& definition) {
    if (!figure.value || !figure.denominator || definition.numerator != domain::Numerator::cases) {
        return std::nullopt;
    }
    domain::Interval const counts = domain::poisson_interval(figure.numerator);
    double const unit = definition.base / *figure.denominator;
    return domain::Interval{counts.lower * unit, counts.upper * unit};
}

Json json_of(std::optional<domain::Interval> const& interval) {
    if (!interval) return nullptr;
    return {{"lower", interval->lower}, {"upper", interval->upper}};
}

/// Nothing limits the digits of days lost but the reader's patience.
constexpr int decimals_without_interval = 1;

Json decimals_of(domain::Figure const& figure, std::optional<domain::Interval> const& interval, Reader reader) {
    if (!figure.value) return nullptr;
    if (!interval) return decimals_without_interval;
    return reader == Reader::desk ? domain::decimals_of(*figure.value, *interval)
                                  : domain::wall_decimals_of(*figure.value, *interval);
}

Json overdue_by_severity(domain::ViolationFigures const& figures) {
    std::array<std::int64_t, domain::severity_count> overdue{};
    for (std::size_t severity = 0; severity < overdue.size(); ++severity) {
        for (std::int64_t const of_age : figures.overdue_by_age[severity])
            overdue[severity] += of_age;
    }
    return by_severity(overdue);
}

}  // namespace

Json json_of(Date day) {
    return day.is_never() ? Json(nullptr) : Json(to_string(day));
}

Json json_of(std::optional<domain::NoRateReason> const& reason) {
    return reason ? Json(to_string(*reason)) : Json(nullptr);
}

Json json_of(domain::Period const& period) {
    return {{"first", to_string(period.first)}, {"last", to_string(period.last)}};
}

Json json_of(domain::Words const& words) {
    return {{"en", words.en}, {"ru", words.ru}};
}

Json json_of(domain::RateDefinition const& definition) {
    Json classes = Json::array();
    for (domain::IncidentClass const incident_class : domain::all_incident_classes) {
        if (definition.classes.test(static_cast<std::size_t>(incident_class))) {
            classes.push_back(to_string(incident_class));
        }
    }
    return {{"id", definition.id},
            {"version", definition.version},
            {"numerator", definition.numerator == domain::Numerator::cases ? "cases" : "lost_days"},
            {"classes", std::move(classes)},
            {"denominator", to_string(definition.denominator)},
            {"base", definition.base},
            {"name", json_of(definition.name)},
            {"explanation", json_of(definition.explanation)}};
}

Json json_of(domain::DayCount const& count) {
    return {
        {"class", to_string(count.counter_class)}, {"days", json_of(count.days)},
        {"last_on", json_of(count.last_on)},       {"observed_from", json_of(count.observed_from)},
        {"record", json_of(count.record)},         {"provisional", count.provisional},
        {"only_in_totals", count.only_in_totals},  {"streak_probability", json_of(count.streak_probability)}};
}

void append_violation_figures(Json& object, domain::ViolationFigures const& figures) {
    object["found"] = figures.found;
    object["open"] = figures.open;
    object["overdue"] = figures.overdue;
    object["awaiting_verification"] = figures.awaiting_verification;
    object["closed"] = figures.closed;
    object["due"] = figures.due;
    object["on_time"] = figures.on_time;
    object["on_time_share"] = json_of(figures.on_time_share);
    object["mean_days_to_close"] = json_of(figures.mean_days_to_close);
    object["median_days_to_close"] = json_of(figures.median_days_to_close);
    object["oldest_awaiting_days"] = figures.oldest_awaiting_days;
    object["overdue_by_severity"] = overdue_by_severity(figures);
}

Json json_of(domain::Cause const& cause) {
    return {{"kind", to_string(cause.kind)},
            {"reference", cause.reference},
            {"organization", cause.organization},
            {"from", cause.from},
            {"to", cause.to},
            {"count", cause.count},
            {"change", cause.change}};
}

void append_change(Json& object, domain::FigureChange const& change) {
    object["id"] = change.id;
    object["window"] = to_string(change.window);
    object["old_numerator"] = change.old_numerator;
    object["new_numerator"] = change.new_numerator;
    object["old_value"] = json_of(change.old_value);
    object["new_value"] = json_of(change.new_value);
    object["old_left_out"] = change.old_left_out;
    object["new_left_out"] = change.new_left_out;
    object["causes"] = Json::array();
    for (domain::Cause const& cause : change.causes)
        object["causes"].push_back(json_of(cause));
    object["more_causes"] = change.more_causes;
}

Json json_of(domain::CounterChange const& change) {
    return {{"class", to_string(change.counter_class)},
            {"old_days", json_of(change.old_days)},
            {"new_days", json_of(change.new_days)},
            {"last_on", json_of(change.last_on)}};
}

void append_figure(Json& object, domain::Figure const& figure, domain::RateDefinition const& definition,
                   Reader reader) {
    object["version"] = definition.version;
    object["window"] = to_string(figure.window);
    object["first"] = to_string(figure.period.first);
    object["last"] = to_string(figure.period.last);
    object["reaches_back"] = figure.reaches_back;
    object["base"] = definition.base;
    object["numerator"] = figure.numerator;
    object["hours"] = figure.hours;
    object["value"] = json_of(figure.value);
    object["reason"] = json_of(figure.reason);
    std::optional<domain::Interval> const interval = interval_of(figure, definition);
    object["interval"] = json_of(interval);
    object["decimals"] = decimals_of(figure, interval, reader);
    object["estimated_hours"] = figure.estimated_hours;
    object["provisional"] = figure.provisional;
    object["left_out_organizations"] = figure.left_out_organizations;
    object["left_out_numerator"] = figure.left_out_numerator;
}

Json render_header(domain::Edition const& edition) {
    domain::EditionHeader const& header = edition.header;
    return {{"edition", header.number},
            {"kind", to_string(header.kind)},
            {"slot", header.slot ? Json(to_string(*header.slot)) : Json(nullptr)},
            {"as_of", to_string(header.as_of)},
            {"as_of_date", to_string(edition.as_of_date)},
            {"known_through", header.known_through},
            {"published_at", to_string(header.published_at)},
            {"published_by", header.published_by},
            {"reason", header.reason},
            {"previous", header.previous},
            {"next_slot_at", to_string(header.next_slot_at)},
            {"slot_seconds", header.longest_slot_gap.count()}};
}

}  // namespace safetycell::contract
