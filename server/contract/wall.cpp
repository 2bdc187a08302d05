#include "contract/wall.hpp"

#include "contract/edition_parts.hpp"

#include <algorithm>
#include <span>

namespace safetycell::contract {
namespace {

/// A wall lists at most eight rows; what is cut is counted in the completeness figures.
constexpr std::size_t most_wall_rows = 8;

/// The entries of one scope: every list holds as many for each scope, in the order of the scopes.
template <class Entry>
std::span<Entry const> slice_of(std::vector<Entry> const& list, domain::Edition const& edition,
                                domain::Scope scope) {
    auto const at = std::find(edition.scopes.begin(), edition.scopes.end(), scope);
    std::size_t const each = list.size() / edition.scopes.size();
    return std::span{list}.subspan(static_cast<std::size_t>(at - edition.scopes.begin()) * each, each);
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

}  // namespace

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
        if (!policy.wall.shows(definition.id)) continue;
        // A page shows the rolling 12 months where there are any, else the window that is there.
        bool const has_rolling = policy.wall.window == domain::WindowKind::rolling_12_months;
        if (!has_rolling && figure.window != policy.wall.window) continue;
        Json object{{"id", definition.id}};
        append_figure(object, figure, definition, Reader::wall);
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
                                   {"estimated_hours", entry.estimated_hours},
                                   {"reports", entry.reports}};
    }

    Json& changes = message["changes"] = Json::array();
    for (domain::FigureChange const& change : edition.changes) {
        if (change.scope != scope_name || !policy.wall.shows(change.id)) continue;
        if (changes.size() == most_wall_rows) break;
        Json object = Json::object();
        append_change(object, change);
        changes.push_back(std::move(object));
    }
    Json& counter_changes = message["counter_changes"] = Json::array();
    for (domain::CounterChange const& change : edition.counter_changes) {
        if (change.scope == scope_name) counter_changes.push_back(json_of(change));
    }
    return message.dump();
}

}  // namespace safetycell::contract
