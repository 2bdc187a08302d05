#include "contract/edition.hpp"

#include "domain/intervals.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

/// A wall lists at most eight rows; what is cut is counted in the completeness figures.
constexpr std::size_t most_wall_rows = 8;

Json json_of(Date day) {
    return day.is_never() ? Json(nullptr) : Json(to_string(day));
}

template <class T>
Json json_of(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
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

/// The exact interval of a rate of cases; days lost are no Poisson counts and have none.
Json interval_of(domain::Figure const& figure, domain::RateDefinition const& definition) {
    if (!figure.value || !figure.denominator || definition.numerator != domain::Numerator::cases)
        return nullptr;
    domain::Interval const counts = domain::poisson_interval(figure.numerator);
    double const unit = definition.base / *figure.denominator;
    return {{"lower", counts.lower * unit}, {"upper", counts.upper * unit}};
}

Json json_of(domain::DayCount const& count) {
    return {{"class", to_string(count.counter_class)}, {"days", json_of(count.days)},
            {"last_on", json_of(count.last_on)},       {"observed_from", json_of(count.observed_from)},
            {"record", json_of(count.record)},         {"provisional", count.provisional},
            {"only_in_totals", count.only_in_totals}};
}

template <std::size_t count, class Value>
Json by_severity(std::array<Value, count> const& values) {
    Json object = Json::object();
    for (std::size_t severity = 0; severity < count; ++severity) {
        object[std::string{to_string(static_cast<domain::Severity>(severity))}] = values[severity];
    }
    return object;
}

Json overdue_by_severity(domain::ViolationFigures const& figures) {
    std::array<std::int64_t, domain::severity_count> overdue{};
    for (std::size_t severity = 0; severity < overdue.size(); ++severity) {
        for (std::int64_t const of_age : figures.overdue_by_age[severity])
            overdue[severity] += of_age;
    }
    return by_severity(overdue);
}

Json on_time_by_definition(domain::ViolationFigures const& figures) {
    Json object = Json::object();
    for (std::size_t i = 0; i < domain::on_time_definition_count; ++i) {
        object[std::string{to_string(static_cast<domain::OnTimeDefinition>(i))}] = {
            {"due", figures.due_by_definition[i]}, {"on_time", figures.on_time_by_definition[i]}};
    }
    return object;
}

/// Appends what every reader of violation figures gets, in one order.
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
            {"count", cause.count}};
}

void append_change(Json& object, domain::FigureChange const& change) {
    object["id"] = change.id;
    object["window"] = to_string(change.window);
    object["old_numerator"] = change.old_numerator;
    object["new_numerator"] = change.new_numerator;
    object["old_value"] = json_of(change.old_value);
    object["new_value"] = json_of(change.new_value);
    object["causes"] = Json::array();
    for (domain::Cause const& cause : change.causes)
        object["causes"].push_back(json_of(cause));
    object["more_causes"] = change.more_causes;
}

void append_figure(Json& object, domain::Figure const& figure, domain::RateDefinition const& definition) {
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
    object["interval"] = interval_of(figure, definition);
    object["estimated_hours"] = figure.estimated_hours;
    object["provisional"] = figure.provisional;
    object["left_out_organizations"] = figure.left_out_organizations;
    object["left_out_numerator"] = figure.left_out_numerator;
}

std::string const& organization_code(domain::Facts const& facts, OrganizationId id) {
    return facts.organizations[id.index()].code;
}

Json render_organizations(domain::Facts const& facts) {
    std::vector<domain::Organization const*> sorted;
    for (domain::Organization const& organization : facts.organizations) {
        if (!organization.voided) sorted.push_back(&organization);
    }
    std::sort(sorted.begin(), sorted.end(), [](auto const* a, auto const* b) { return a->code < b->code; });
    Json list = Json::array();
    for (domain::Organization const* organization : sorted) {
        list.push_back({{"code", organization->code},
                        {"name", organization->name},
                        {"kind", to_string(organization->kind)}});
    }
    return list;
}

Json render_sites(domain::Facts const& facts) {
    std::vector<domain::Site const*> sorted;
    for (domain::Site const& site : facts.sites) {
        if (!site.voided) sorted.push_back(&site);
    }
    std::sort(sorted.begin(), sorted.end(), [](auto const* a, auto const* b) { return a->code < b->code; });
    Json list = Json::array();
    for (domain::Site const* site : sorted) {
        list.push_back({{"code", site->code}, {"name", site->name}, {"time_zone", site->time_zone.name()}});
    }
    return list;
}

Json render_definitions(domain::Policy const& policy) {
    Json list = Json::array();
    for (domain::RateDefinition const& definition : policy.rates) {
        Json classes = Json::array();
        for (domain::IncidentClass const incident_class : domain::all_incident_classes) {
            if (definition.classes.test(static_cast<std::size_t>(incident_class))) {
                classes.push_back(to_string(incident_class));
            }
        }
        list.push_back({{"id", definition.id},
                        {"version", definition.version},
                        {"numerator", definition.numerator == domain::Numerator::cases ? "cases" : "lost_days"},
                        {"classes", std::move(classes)},
                        {"denominator", to_string(definition.denominator)},
                        {"base", definition.base},
                        {"name", json_of(definition.name)},
                        {"explanation", json_of(definition.explanation)}});
    }
    return list;
}

Json render_differences(domain::Edition const& edition, domain::Facts const& facts) {
    auto const stated = [](auto count) {
        return count < 0 ? Json(nullptr) : Json(count);
    };
    Json list = Json::array();
    for (domain::TotalsDifference const& difference : edition.rates.differences) {
        list.push_back(
            {{"organization", organization_code(facts, difference.organization)},
             {"site", difference.site ? Json(facts.sites[difference.site.index()].code) : Json(nullptr)},
             {"first", to_string(difference.period.first)},
             {"last", to_string(difference.period.last)},
             {"lti_in_totals", stated(difference.lti_in_totals)},
             {"lti_in_records", difference.lti_in_records},
             {"tri_in_totals", stated(difference.tri_in_totals)},
             {"tri_in_records", difference.tri_in_records},
             {"hours_in_totals", stated(difference.hours_in_totals)},
             {"hours_in_records", difference.hours_in_records}});
    }
    return list;
}

class ScopeNames {
public:
    explicit ScopeNames(domain::Edition const& edition) {
        for (std::size_t i = 0; i < edition.scopes.size(); ++i) {
            names_.emplace_back(edition.scopes[i], &edition.scope_names[i]);
        }
        std::sort(names_.begin(), names_.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    }

    std::string const& operator[](domain::Scope scope) const {
        auto const found =
            std::lower_bound(names_.begin(), names_.end(), scope,
                             [](auto const& entry, domain::Scope key) { return entry.first < key; });
        return *found->second;
    }

private:
    std::vector<std::pair<domain::Scope, std::string const*>> names_;
};

/// The entries of one scope: every list holds as many for each scope, in the order of the scopes.
template <class Entry>
std::span<Entry const> slice_of(std::vector<Entry> const& list, domain::Edition const& edition,
                                domain::Scope scope) {
    auto const at = std::find(edition.scopes.begin(), edition.scopes.end(), scope);
    std::size_t const each = list.size() / edition.scopes.size();
    return std::span{list}.subspan(static_cast<std::size_t>(at - edition.scopes.begin()) * each, each);
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

/// The display name of a scope; the words for the standing ones are the page's own.
std::string name_of(domain::Scope scope, domain::Facts const& facts) {
    switch (scope.kind) {
        case domain::ScopeKind::site: return facts.sites[scope.site.index()].name;
        case domain::ScopeKind::organization: return facts.organizations[scope.organization.index()].name;
        case domain::ScopeKind::enterprise:
        case domain::ScopeKind::own:
        case domain::ScopeKind::contractors: return facts.enterprise.name;
    }
    return facts.enterprise.name;
}

std::optional<domain::NoRateReason> reason_from(Json const& value) {
    if (value.is_null()) return std::nullopt;
    auto const text = value.get<std::string>();
    for (auto const reason : {domain::NoRateReason::hours_missing, domain::NoRateReason::zero_exposure,
                              domain::NoRateReason::headcount_missing, domain::NoRateReason::counts_missing,
                              domain::NoRateReason::no_cases}) {
        if (to_string(reason) == text) return reason;
    }
    return std::nullopt;
}

}  // namespace

std::string render_edition(domain::Edition const& edition, domain::Facts const& facts,
                           domain::Policy const& policy) {
    ScopeNames const scope_names{edition};
    Json document = render_header(edition);
    document["enterprise"] = facts.enterprise.name;
    document["time_zone"] = facts.enterprise.time_zone.name();
    document["demo"] = facts.enterprise.demo;
    document["definitions"] = render_definitions(policy);
    document["organizations"] = render_organizations(facts);
    document["sites"] = render_sites(facts);

    Json& completeness = document["completeness"] = Json::array();
    for (domain::Completeness const& entry : edition.rates.completeness) {
        Json missing = Json::array();
        for (OrganizationId const id : entry.missing)
            missing.push_back(organization_code(facts, id));
        completeness.push_back({{"scope", scope_names[entry.scope]},
                                {"organizations", entry.organizations},
                                {"complete", entry.complete},
                                {"missing", std::move(missing)},
                                {"hours", entry.hours},
                                {"estimated_hours", entry.estimated_hours}});
    }

    Json& figures = document["figures"] = Json::array();
    for (domain::Figure const& figure : edition.rates.figures) {
        domain::RateDefinition const& definition = policy.rates[figure.definition];
        Json object{{"id", definition.id}, {"scope", scope_names[figure.scope]}};
        append_figure(object, figure, definition);
        object["denominator"] = json_of(figure.denominator);
        figures.push_back(std::move(object));
    }

    Json& day_counts = document["day_counts"] = Json::array();
    for (domain::DayCount const& count : edition.day_counts) {
        Json object{{"scope", scope_names[count.scope]}};
        object.update(json_of(count));
        day_counts.push_back(std::move(object));
    }

    Json& violations = document["violations"] = Json::array();
    for (domain::ScopedViolations const& entry : edition.violations) {
        Json object{{"scope", scope_names[entry.scope]}, {"window", json_of(edition.violations_window)}};
        append_violation_figures(object, entry.figures);
        object["cancelled"] = entry.figures.cancelled;
        object["open_by_severity"] = by_severity(entry.figures.open_by_severity);
        object["overdue_by_age"] = by_severity(entry.figures.overdue_by_age);
        object["on_time_by_definition"] = on_time_by_definition(entry.figures);
        violations.push_back(std::move(object));
    }

    document["differences"] = render_differences(edition, facts);
    Json& changes = document["changes"] = Json::array();
    for (domain::FigureChange const& change : edition.changes) {
        Json object{{"scope", change.scope}};
        append_change(object, change);
        changes.push_back(std::move(object));
    }
    return document.dump();
}

Result<domain::PublishedEdition> parse_published_edition(std::string_view document) {
    try {
        Json const json = Json::parse(document);
        TimeZone const utc;
        auto const instant = [&](char const* key) {
            return parse_instant(json.at(key).get<std::string>(), utc).value();
        };
        domain::PublishedEdition edition;
        edition.number = json.at("edition").get<std::int64_t>();
        edition.as_of = instant("as_of");
        edition.known_through = json.at("known_through").get<Revision>();
        edition.next_slot_at = instant("next_slot_at");
        edition.longest_slot_gap = seconds{json.at("slot_seconds").get<std::int64_t>()};
        for (Json const& entry : json.at("figures")) {
            domain::PublishedFigure& figure = edition.figures.emplace_back();
            figure.scope = entry.at("scope").get<std::string>();
            figure.id = entry.at("id").get<std::string>();
            figure.definition_version = entry.at("version").get<int>();
            figure.window = domain::window_kind_from(entry.at("window").get<std::string>()).value();
            figure.period = {parse_date(entry.at("first").get<std::string>()).value(),
                             parse_date(entry.at("last").get<std::string>()).value()};
            figure.numerator = entry.at("numerator").get<std::int64_t>();
            figure.hours = entry.at("hours").get<double>();
            if (Json const& value = entry.at("value"); !value.is_null()) figure.value = value.get<double>();
            figure.reason = reason_from(entry.at("reason"));
        }
        return edition;
    } catch (std::exception const&) {
        return failure(ErrorCode::internal,
                       "A stored edition cannot be read; run `safetycell verify` and restore a backup.");
    }
}

std::string render_wall(domain::Edition const& edition, domain::Scope scope, domain::Facts const& facts,
                        domain::Policy const& policy, std::string_view epoch) {
    TimeZone const& zone = scope.site ? facts.sites[scope.site.index()].time_zone : facts.enterprise.time_zone;
    std::string const scope_name = domain::scope_name(scope, facts);

    Json message{{"type", "edition"}, {"epoch", epoch}};
    Json const header = render_header(edition);
    for (char const* key :
         {"edition", "kind", "slot", "as_of", "as_of_date", "published_at", "next_slot_at", "slot_seconds"}) {
        message[key] = header[key];
    }
    message["time_zone"] = zone.name();
    message["utc_offset_seconds"] = zone.utc_offset_at(edition.header.as_of);
    message["enterprise"] = facts.enterprise.name;
    message["demo"] = facts.enterprise.demo;
    message["scope"] = {{"id", scope_name}, {"name", name_of(scope, facts)}};

    Json& day_counts = message["day_counts"] = Json::array();
    for (domain::DayCount const& count : slice_of(edition.day_counts, edition, scope)) {
        day_counts.push_back(json_of(count));
    }

    Json& figures = message["figures"] = Json::array();
    for (domain::Figure const& figure : slice_of(edition.rates.figures, edition, scope)) {
        domain::RateDefinition const& definition = policy.rates[figure.definition];
        if (definition.id != "ltifr" && definition.id != "trifr") continue;
        Json object{{"id", definition.id}};
        append_figure(object, figure, definition);
        figures.push_back(std::move(object));
    }

    for (domain::ScopedViolations const& entry : slice_of(edition.violations, edition, scope)) {
        Json object{{"window", json_of(edition.violations_window)}};
        append_violation_figures(object, entry.figures);
        message["violations"] = std::move(object);
    }

    for (domain::Completeness const& entry : slice_of(edition.rates.completeness, edition, scope)) {
        Json missing = Json::array();
        for (OrganizationId const id : entry.missing) {
            if (missing.size() == most_wall_rows) break;
            missing.push_back(facts.organizations[id.index()].name);
        }
        message["completeness"] = {{"organizations", entry.organizations},
                                   {"complete", entry.complete},
                                   {"missing", std::move(missing)},
                                   {"hours", entry.hours},
                                   {"estimated_hours", entry.estimated_hours}};
    }

    Json& changes = message["changes"] = Json::array();
    for (domain::FigureChange const& change : edition.changes) {
        if (change.scope != scope_name || (change.id != "ltifr" && change.id != "trifr")) continue;
        if (changes.size() == most_wall_rows) break;
        Json object = Json::object();
        append_change(object, change);
        changes.push_back(std::move(object));
    }
    return message.dump();
}

Result<std::string> cut_to_scope(std::string_view document, std::string_view scope) {
    Json json = Json::parse(document);
    bool found = false;
    for (char const* list : {"completeness", "figures", "day_counts", "violations", "changes"}) {
        Json kept = Json::array();
        for (Json& entry : json.at(list)) {
            if (entry.at("scope") == scope) kept.push_back(std::move(entry));
        }
        found = found || !kept.empty();
        json[list] = std::move(kept);
    }
    if (!found) {
        return failure(
            ErrorCode::not_found,
            fmt::format("This edition has no scope \"{}\"; write enterprise, own, contractors, site:CODE "
                        "or organization:CODE.",
                        scope));
    }
    return json.dump();
}

}  // namespace safetycell::contract
