#include "contract/filings.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

/// Hours have two decimals.
Json hours_or_null(std::optional<double> hours) {
    return hours ? Json(std::round(*hours * 100) / 100) : Json(nullptr);
}

template <class Value>
Json or_null(std::optional<Value> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::string month_of(domain::Period month) {
    return to_string(month.first).substr(0, 7);
}

std::string_view counts(bool form_counts) {
    return form_counts ? "form" : "records";
}

Json json_of(domain::Jumps jumps) {
    Json names = Json::array();
    if (jumps.hours) names.push_back("hours");
    if (jumps.headcount) names.push_back("headcount");
    return names;
}

std::string_view name_of(std::size_t quantity) {
    if (quantity == domain::lost_days_quantity) return "lost_days";
    return to_string(domain::all_incident_classes[quantity]);
}

Json lines_of(domain::FilingComparison const& comparison) {
    Json lines = Json::array();
    for (std::size_t i = 0; i < comparison.lines.size(); ++i) {
        domain::FilingComparison::Line const& line = comparison.lines[i];
        bool const is_stated = line.stated != domain::unknown_count;
        lines.push_back({{"quantity", name_of(i)},
                         {"stated", is_stated ? Json(line.stated) : Json(nullptr)},
                         {"in_records", line.in_records},
                         {"difference", or_null(line.difference())},
                         {"counts", counts(line.form_counts)}});
    }
    return lines;
}

Json hours_of(domain::FilingComparison const& comparison) {
    return {{"stated", hours_or_null(comparison.hours_stated)},
            {"in_records", hours_or_null(comparison.hours_in_records)},
            {"difference", hours_or_null(comparison.hours_difference)},
            {"counts", counts(comparison.hours_form_counts)}};
}

}  // namespace

std::string render_filing_list(FilingList const& list) {
    Json organizations = Json::array();
    for (OrganizationFilings const& one : list.organizations) {
        Json forms = Json::array();
        for (FiledForm const& form : one.forms) {
            forms.push_back({{"id", form.id},
                             {"site", or_null(form.site)},
                             {"first", to_string(form.period.first)},
                             {"last", to_string(form.period.last)},
                             {"filed_at", to_string(form.filed_at)},
                             {"who", form.who},
                             {"differences", form.comparison.differences()},
                             {"jumps", json_of(form.jumps)}});
        }
        organizations.push_back({{"organization", one.code},
                                 {"name", one.name},
                                 {"state", to_string(one.state)},
                                 {"missing_sites", one.missing_sites},
                                 {"forms", std::move(forms)}});
    }
    return Json{{"month", month_of(list.month)},
                {"due_on", to_string(list.due_on)},
                {"organizations", std::move(organizations)}}
        .dump();
}

std::string render_filing(Filing const& filing) {
    Json before = Json::array();
    for (domain::MonthFigures const& month : filing.before) {
        before.push_back({{"month", month_of(month.month)},
                          {"hours", hours_or_null(month.hours)},
                          {"headcount", hours_or_null(month.headcount)}});
    }
    FiledForm const& form = filing.form;
    return Json{{"id", form.id},
                {"organization", filing.organization},
                {"name", filing.organization_name},
                {"site", or_null(form.site)},
                {"first", to_string(form.period.first)},
                {"last", to_string(form.period.last)},
                {"state", to_string(filing.state)},
                {"due_on", to_string(filing.due_on)},
                {"filed_at", to_string(form.filed_at)},
                {"who", form.who},
                {"lines", lines_of(form.comparison)},
                {"hours", hours_of(form.comparison)},
                {"headcount", or_null(filing.headcount)},
                {"before", std::move(before)},
                {"jumps", json_of(form.jumps)}}
        .dump();
}

}  // namespace safetycell::contract
