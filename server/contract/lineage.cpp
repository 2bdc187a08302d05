#include "contract/lineage.hpp"

#include "contract/edition_parts.hpp"

namespace safetycell::contract {
namespace {

class Renderer {
public:
    Renderer(domain::Lineage const& lineage, domain::Facts const& facts) : lineage_(lineage), facts_(facts) {}

    Json organizations() const {
        Json list = Json::array();
        for (domain::LineageOrganization const& line : lineage_.organizations) {
            domain::Organization const& organization = facts_.organizations[line.organization.index()];
            list.push_back({{"code", organization.code},
                            {"name", organization.name},
                            {"first", to_string(line.period.first)},
                            {"last", to_string(line.period.last)},
                            {"included", line.included},
                            {"reason", json_of(line.reason)},
                            {"numerator", line.numerator},
                            {"hours", line.hours},
                            {"estimated_hours", line.estimated_hours}});
        }
        return list;
    }

    Json incidents() const {
        Json list = Json::array();
        for (domain::LineageIncident const& line : lineage_.incidents) {
            domain::Incident const& incident = *line.incident;
            list.push_back({{"reference", incident.reference},
                            {"organization", code_of(incident.organization)},
                            {"site", code_of(incident.site)},
                            {"occurred_on", to_string(incident.occurred_on)},
                            {"class", to_string(incident.incident_class)},
                            {"provisional", incident.provisional},
                            {"lost_days", known(incident.lost_days)},
                            {"counts", line.counts}});
        }
        return list;
    }

    Json totals() const {
        Json list = Json::array();
        for (domain::LineageTotals const& line : lineage_.totals) {
            domain::PeriodTotals const& totals = *line.totals;
            Json quantities = Json::object();
            for (std::size_t i = 0; i < domain::quantity_count; ++i) {
                if (!line.counted.test(i)) continue;
                quantities[i == domain::lost_days_quantity
                               ? std::string{"lost_days"}
                               : std::string{to_string(static_cast<domain::IncidentClass>(i))}] =
                    stated(totals, i);
            }
            list.push_back({{"organization", code_of(totals.organization)},
                            {"site", code_of(totals.site)},
                            {"first", to_string(totals.period.first)},
                            {"last", to_string(totals.period.last)},
                            {"hours", totals.hours_hundredths == domain::unknown_count
                                          ? Json(nullptr)
                                          : Json(static_cast<double>(totals.hours_hundredths) / 100)},
                            {"counts", line.counts},
                            {"quantities", std::move(quantities)}});
        }
        return list;
    }

    Json hours() const {
        Json list = Json::array();
        for (domain::LineageHours const& line : lineage_.hours) {
            list.push_back({{"organization", code_of(line.organization)},
                            {"site", code_of(line.site)},
                            {"first", to_string(line.period.first)},
                            {"last", to_string(line.period.last)},
                            {"counted_first", to_string(line.counted.first)},
                            {"counted_last", to_string(line.counted.last)},
                            {"hours", line.hours},
                            {"counted_hours", line.counted_hours},
                            {"source", to_string(line.source)},
                            {"estimated", line.estimated}});
        }
        return list;
    }

    Json left_out() const {
        Json list = Json::array();
        for (domain::LineageOrganization const& line : lineage_.organizations) {
            if (line.included) continue;
            list.push_back({{"organization", code_of(line.organization)},
                            {"reason", json_of(line.reason)},
                            {"numerator", line.numerator}});
        }
        return list;
    }

private:
    std::string const& code_of(OrganizationId id) const { return facts_.organizations[id.index()].code; }
    Json code_of(SiteId id) const { return id ? Json(facts_.sites[id.index()].code) : Json(nullptr); }
    static Json known(std::int32_t days) { return days == domain::unknown_days ? Json(nullptr) : Json(days); }

    domain::Lineage const& lineage_;
    domain::Facts const& facts_;
};

}  // namespace

std::string render_lineage(domain::Lineage const& lineage, domain::EditionHeader const& header,
                           domain::Facts const& facts, domain::Policy const& policy) {
    domain::Figure const& figure = lineage.figure;
    domain::RateDefinition const& definition = policy.rates[figure.definition];
    Json figure_object{{"id", definition.id}, {"scope", scope_name(figure.scope, facts)}};
    append_figure(figure_object, figure, definition);
    figure_object["denominator"] = json_of(figure.denominator);

    Renderer const renderer(lineage, facts);
    Json const document{{"edition", header.number},
                        {"as_of", to_string(header.as_of)},
                        {"as_of_date", to_string(facts.enterprise.time_zone.date_at(header.as_of))},
                        {"known_through", header.known_through},
                        {"figure", std::move(figure_object)},
                        {"definition", json_of(definition)},
                        {"organizations", renderer.organizations()},
                        {"incidents", renderer.incidents()},
                        {"totals", renderer.totals()},
                        {"hours", renderer.hours()},
                        {"left_out", renderer.left_out()},
                        {"hidden", lineage.hidden}};
    return document.dump();
}

}  // namespace safetycell::contract
