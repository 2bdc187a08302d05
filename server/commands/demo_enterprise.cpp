#include "commands/demo_enterprise.hpp"

#include "commands/demo_draws.hpp"
#include "commands/demo_rating_records.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace safetycell::commands {
namespace {

constexpr int months_of_history = 30;

struct DemoSite {
    std::string_view code;
    std::string_view name;
    std::string_view time_zone;
};

constexpr std::array demo_sites{
    DemoSite{"MINE", "Severny mine", "Asia/Krasnoyarsk"},
    DemoSite{"PLANT", "Concentrator", "Asia/Krasnoyarsk"},
    DemoSite{"PORT", "Port and refinery", "Europe/Moscow"},
};

struct DemoOrganization {
    std::string_view code;
    std::string_view name;
    int headcount;
    double tri_per_million_hours;  ///< At the beginning; it falls by half over the history.
    std::array<int, 3> percent_at_site;
};

/// The first is the enterprise's own workforce.
constexpr std::array demo_organizations{
    DemoOrganization{"OWN", "Polar Star, own people", 2350, 2.6, {55, 30, 15}},
    DemoOrganization{"SHAFT", "ShaftBuild", 640, 6.4, {100, 0, 0}},
    DemoOrganization{"HAUL", "Taiga Haulage", 415, 5.8, {70, 30, 0}},
    DemoOrganization{"DRILL", "Arctic Drilling", 330, 5.2, {100, 0, 0}},
    DemoOrganization{"ENERGO", "Energomontazh", 260, 4.1, {40, 40, 20}},
    DemoOrganization{"CRANE", "Lift and Rigging", 145, 6.0, {30, 40, 30}},
    DemoOrganization{"SCAFF", "Northern Scaffolding", 120, 7.5, {0, 60, 40}},
    DemoOrganization{"PIPE", "Pipeline Service", 95, 4.4, {0, 50, 50}},
    DemoOrganization{"CATER", "Camp Catering", 84, 2.1, {60, 20, 20}},
    DemoOrganization{"CLEAN", "Industrial Cleaning", 52, 3.3, {30, 40, 30}},
    DemoOrganization{"BLAST", "Blast Technology", 38, 3.0, {100, 0, 0}},
    DemoOrganization{"SURVEY", "Geodesy Bureau", 18, 2.0, {80, 0, 20}},
    DemoOrganization{"LAB", "Assay Laboratory", 9, 1.0, {0, 100, 0}},
};

/// Who came last, and how many months ago.
constexpr std::string_view newcomer = "LAB";
constexpr int months_of_newcomer = 4;

/// Whose hours stop arriving, and since how many months.
constexpr std::string_view without_recent_hours = "PIPE";
constexpr int months_without_hours = 5;

constexpr std::array requirements{
    std::string_view{"Work at height without a harness"},
    std::string_view{"Energy source not locked out and tagged"},
    std::string_view{"Person in the line of fire"},
    std::string_view{"Scaffold without an inspection tag"},
    std::string_view{"Lifting gear past its inspection date"},
    std::string_view{"Guard removed from a conveyor"},
    std::string_view{"Permit to work missing or expired"},
    std::string_view{"Vehicle without a working reversing alarm"},
    std::string_view{"Emergency exit blocked"},
    std::string_view{"Protective equipment incomplete"},
};

struct InjuryClass {
    domain::IncidentClass incident_class;
    int per_hundred;  ///< Of recordable injuries.
};
constexpr std::array recordable_mix{
    InjuryClass{domain::IncidentClass::lost_work_day_case, 32},
    InjuryClass{domain::IncidentClass::restricted_work_case, 26},
    InjuryClass{domain::IncidentClass::medical_treatment_case, 42},
};

Date add_months(Date first_of_month, int months) {
    YearMonthDay parts = parts_of(first_of_month);
    int const month = parts.year * 12 + static_cast<int>(parts.month) - 1 + months;
    return date_from({month / 12, static_cast<unsigned>(month % 12 + 1), 1});
}

class Generator {
public:
    Generator(std::uint64_t seed, Date today, Date first_entry)
        : seed_(seed), draws_(seed), today_(today), first_entry_(first_entry) {}

    DemoEnterprise generate() {
        demo_.enterprise = {"Polar Star Mining", TimeZone::find("Asia/Krasnoyarsk").value(), true};
        add_places();
        for (std::size_t index = 0; index < demo_organizations.size(); ++index)
            add_months_of(index);
        add_corrected_incidents();
        add_rating_records(demo_, seed_ + 1, today_, first_entry_);
        sort_by_entry(demo_.hours);
        sort_by_entry(demo_.incidents);
        sort_by_entry(demo_.violations);
        sort_by_entry(demo_.obligations);
        sort_by_entry(demo_.activities);
        sort_by_entry(demo_.breaches);
        sort_by_entry(demo_.disputes);
        return std::move(demo_);
    }

private:
    template <class Record>
    static void sort_by_entry(std::vector<DemoEnterprise::Entered<Record>>& entered) {
        std::stable_sort(entered.begin(), entered.end(),
                         [](auto const& a, auto const& b) { return a.on < b.on; });
    }

    /// What happened on `day` was entered then, or when the system came into use.
    Date entered_on(Date day) const { return std::max(day, first_entry_); }

    static OrganizationId organization_id(std::size_t index) {
        return OrganizationId{static_cast<std::int32_t>(index + 1)};
    }

    void add_places() {
        for (DemoSite const& site : demo_sites) {
            demo_.sites.push_back({SiteId{static_cast<std::int32_t>(demo_.sites.size() + 1)},
                                   std::string{site.code}, std::string{site.name},
                                   TimeZone::find(site.time_zone).value(), false});
        }
        for (std::size_t index = 0; index < demo_organizations.size(); ++index) {
            domain::Organization organization;
            organization.id = organization_id(index);
            organization.code = demo_organizations[index].code;
            organization.name = demo_organizations[index].name;
            organization.kind =
                index == 0 ? domain::OrganizationKind::own : domain::OrganizationKind::contractor;
            organization.mobilized_on = add_months(first_month(), months_before(index));
            demo_.organizations.push_back(std::move(organization));
        }
    }

    Date first_month() const { return add_months(first_of_month(today_), -months_of_history); }

    /// Of the history, before the organization came.
    static int months_before(std::size_t index) {
        return demo_organizations[index].code == newcomer ? months_of_history - months_of_newcomer : 0;
    }

    void add_months_of(std::size_t index) {
        DemoOrganization const& organization = demo_organizations[index];
        for (int month = months_before(index); month <= months_of_history; ++month) {
            Date const first = add_months(first_month(), month);
            Date const last = std::min(last_of_month(first), today_ - 1);
            if (last < first) break;
            double hours_of_month = 0;
            for (std::size_t site = 0; site < demo_sites.size(); ++site) {
                int const people = organization.headcount * organization.percent_at_site[site] / 100;
                if (people > 0) hours_of_month += add_month_at_site(index, site, people, first, last, month);
            }
            add_incidents(index, hours_of_month, first, last, month);
            add_violations(index, hours_of_month, first, last);
        }
    }

    /// Gives the hours really worked, whether or not anybody reports them.
    double add_month_at_site(std::size_t index, std::size_t site, int people, Date first, Date last,
                             int month) {
        int const present = std::max(1, people * draws_.between(92, 106) / 100);
        // Rotation work: about 11 hours a day on half of the days.
        std::int64_t const hundredths =
            static_cast<std::int64_t>(present) * days_of(first, last) * 11 * 100 / 2 +
            draws_.between(-40, 40) * static_cast<std::int64_t>(present);
        bool const is_complete = last == last_of_month(first);
        bool const is_missing = demo_organizations[index].code == without_recent_hours &&
                                month > months_of_history - 1 - months_without_hours;
        // Hours of a month arrive on the fifth of the next one.
        Date const arrival = last + 5;
        if (is_complete && !is_missing && arrival < today_) {
            domain::HoursRecord record;
            record.organization = organization_id(index);
            record.site = demo_.sites[site].id;
            record.period = {first, last};
            record.hours_hundredths = hundredths;
            record.headcount = present;
            demo_.hours.push_back({entered_on(arrival), record});
        }
        return static_cast<double>(hundredths) / 100;
    }

    static std::int32_t days_of(Date first, Date last) { return days_between(first, last) + 1; }

    SiteId draw_site(std::size_t index) {
        int left = draws_.between(1, 100);
        for (std::size_t site = 0; site < demo_sites.size(); ++site) {
            left -= demo_organizations[index].percent_at_site[site];
            if (left <= 0) return demo_.sites[site].id;
        }
        return demo_.sites.front().id;
    }

    domain::Incident draw_incident(std::size_t index, Date first, Date last) {
        domain::Incident incident;
        incident.reference = fmt::format("INC-{:04}", ++incident_number_);
        incident.event_reference = incident.reference;
        incident.organization = organization_id(index);
        incident.site = draw_site(index);
        incident.occurred_on = first + draws_.between(0, days_between(first, last));
        incident.reported_on = incident.occurred_on;
        return incident;
    }

    void add_incidents(std::size_t index, double hours, Date first, Date last, int month) {
        double const trend = 1.0 - 0.5 * month / months_of_history;
        double const recordable = demo_organizations[index].tri_per_million_hours * trend * hours / 1e6;
        for (int i = draws_.poisson(recordable); i > 0; --i)
            add_recordable(index, first, last);
        for (int i = draws_.poisson(recordable * 2.5); i > 0; --i) {
            add_plain(index, first, last, domain::IncidentClass::first_aid_case);
        }
        for (int i = draws_.poisson(recordable * 4); i > 0; --i) {
            add_plain(index, first, last, domain::IncidentClass::micro_injury);
        }
        // Reporting grows while injuries fall: that is what success looks like.
        double const reports = hours / 40'000 * (0.4 + 0.8 * month / months_of_history);
        for (int i = draws_.poisson(std::min(reports, 20.0)); i > 0; --i) {
            add_plain(index, first, last,
                      draws_.in_hundred(60) ? domain::IncidentClass::near_miss : domain::IncidentClass::hazard);
        }
    }

    void add_plain(std::size_t index, Date first, Date last, domain::IncidentClass incident_class) {
        domain::Incident incident = draw_incident(index, first, last);
        incident.incident_class = incident_class;
        demo_.incidents.push_back({entered_on(incident.occurred_on), incident});
    }

    void add_recordable(std::size_t index, Date first, Date last) {
        domain::Incident incident = draw_incident(index, first, last);
        int left = draws_.between(1, 100);
        for (InjuryClass const& injury : recordable_mix) {
            incident.incident_class = injury.incident_class;
            left -= injury.per_hundred;
            if (left <= 0) break;
        }
        int const days_away = draws_.between(3, 45);
        if (incident.incident_class == domain::IncidentClass::lost_work_day_case) {
            incident.returned_on = incident.occurred_on + days_away;
        } else if (incident.incident_class == domain::IncidentClass::restricted_work_case) {
            incident.restricted_days = days_away / 2;
        }
        incident.provisional = days_between(incident.occurred_on, today_) < 10;
        if (incident.returned_on >= today_) incident.returned_on = Date::never();  // Still away.
        demo_.incidents.push_back({entered_on(incident.occurred_on), incident});
    }

    domain::Incident special_incident(std::size_t index, int days_ago, domain::IncidentClass incident_class) {
        Date const day = today_ - days_ago;
        domain::Incident incident = draw_incident(index, day, day);
        incident.incident_class = incident_class;
        return incident;
    }

    void add_corrected_incidents() {
        using domain::IncidentClass;
        // Medical treatment that became lost days, and first aid that became restricted work.
        domain::Incident worsened = special_incident(2, 33, IncidentClass::medical_treatment_case);
        demo_.incidents.push_back({entered_on(worsened.occurred_on), worsened});
        worsened.incident_class = IncidentClass::lost_work_day_case;
        worsened.lost_days = 12;
        demo_.incidents.push_back({today_ - 6, worsened});

        domain::Incident restricted = special_incident(4, 21, IncidentClass::first_aid_case);
        demo_.incidents.push_back({entered_on(restricted.occurred_on), restricted});
        restricted.incident_class = IncidentClass::restricted_work_case;
        restricted.restricted_days = 9;
        demo_.incidents.push_back({today_ - 3, restricted});

        // Reported five weeks after it happened.
        domain::Incident late = special_incident(6, 38, IncidentClass::medical_treatment_case);
        late.reported_on = today_ - 2;
        demo_.incidents.push_back({today_ - 2, late});
    }

    void add_violations(std::size_t index, double hours, Date first, Date last) {
        for (int i = draws_.poisson(std::min(hours / 9'000, 20.0)); i > 0; --i) {
            add_violation(index, first + draws_.between(0, days_between(first, last)));
        }
    }

    void add_violation(std::size_t index, Date found_on) {
        using domain::Severity;
        constexpr domain::DuePolicy due_policy;
        store::StoredViolation stored;
        domain::Violation& violation = stored.violation;
        violation.organization = organization_id(index);
        violation.site = draw_site(index);
        int const kind = draws_.between(1, 100);
        violation.severity = kind <= 4    ? Severity::critical
                             : kind <= 22 ? Severity::high
                             : kind <= 70 ? Severity::medium
                                          : Severity::low;
        violation.found_on = found_on;
        violation.assigned_on = found_on;
        violation.due_on = domain::due_by_severity(violation.severity, found_on, due_policy);
        stored.texts.reference = fmt::format("V-{:05}", ++violation_number_);
        stored.texts.requirement = requirements[static_cast<std::size_t>(
            draws_.between(0, static_cast<int>(requirements.size()) - 1))];
        stored.texts.location = fmt::format("Area {}", draws_.between(1, 24));

        int const allowed = days_between(found_on, violation.due_on);
        Date deadline = violation.due_on;
        if (allowed >= 3 && draws_.in_hundred(8)) {
            violation.extension_granted_on = found_on + allowed / 2;
            violation.extended_due_on = violation.due_on + allowed;
            deadline = violation.extended_due_on;
        }
        if (draws_.in_hundred(3)) {
            violation.cancelled_on = found_on + 1;
        } else {
            bool const in_time = draws_.in_hundred(84);
            violation.fixed_on = in_time ? found_on + draws_.between(0, days_between(found_on, deadline))
                                         : deadline + draws_.between(1, 25);
            violation.verified_on = violation.fixed_on + draws_.between(0, 6);
        }
        enter_as_it_went(stored);
    }

    /// Enters the state of a violation on each day on which something happened to it.
    void enter_as_it_went(store::StoredViolation const& whole) {
        domain::Violation const& v = whole.violation;
        std::vector<Date> days;
        for (Date const day : {v.found_on, v.extension_granted_on, v.fixed_on, v.verified_on, v.cancelled_on}) {
            if (day < today_) days.push_back(entered_on(day));
        }
        std::sort(days.begin(), days.end());
        days.erase(std::unique(days.begin(), days.end()), days.end());
        for (Date const day : days) {
            store::StoredViolation known = whole;
            auto const hide_later = [day](Date& date) {
                if (date > day) date = Date::never();
            };
            hide_later(known.violation.extension_granted_on);
            hide_later(known.violation.fixed_on);
            hide_later(known.violation.verified_on);
            hide_later(known.violation.cancelled_on);
            if (known.violation.extension_granted_on.is_never())
                known.violation.extended_due_on = Date::never();
            demo_.violations.push_back({day, known});
        }
    }

    std::uint64_t seed_;
    Draws draws_;
    Date today_;
    Date first_entry_;
    DemoEnterprise demo_;
    int incident_number_ = 0;
    int violation_number_ = 0;
};

}  // namespace

DemoEnterprise generate_demo_enterprise(std::uint64_t seed, Date today, Date first_entry) {
    return Generator{seed, today, first_entry}.generate();
}

}  // namespace safetycell::commands
