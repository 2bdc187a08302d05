#pragma once
// Facts drawn at random for property tests: only within rc::check.

#include "support/figures.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace safetycell::test {

using namespace safetycell::domain;

inline int draw(int from, int below) {
    return *rc::gen::inRange(from, below);
}

/// A few organizations at two sites over two years, with hours by month, some missing, some by the day, and
/// incidents of every class. Exposure is never zero: what divides by it is told elsewhere.
inline FactsBuilder drawn_facts() {
    FactsBuilder builder("Asia/Almaty");
    std::vector<SiteId> const sites{SiteId{}, builder.site("NORTH", "Asia/Almaty"), builder.site("SOUTH")};
    int const organizations = draw(1, 5);
    Date const start = day("2024-01-01");
    for (int i = 0; i < organizations; ++i) {
        std::string const code = "C" + std::to_string(i);
        OrganizationId const organization = draw(0, 3) == 0 ? builder.own(code) : builder.contractor(code);
        if (draw(0, 4) == 0) builder.at(organization).mobilized_on = start + draw(0, 100);
        if (draw(0, 4) == 0) builder.at(organization).demobilized_on = start + draw(500, 800);
        SiteId const site = sites[static_cast<std::size_t>(draw(0, 3))];
        int const missing_in_ten = draw(0, 4);
        for (int number = 0; number < 24; ++number) {
            if (draw(0, 10) < missing_in_ten) continue;
            Period const month = test::month(2024 + number / 12, static_cast<unsigned>(number % 12) + 1);
            if (draw(0, 5) == 0) {
                for (Date date = month.first; date <= month.last; date = date + 7) {
                    HoursRecord& record = builder.hours(organization, site, Period{date, date}, draw(1, 500));
                    record.headcount = draw(-1, 50);
                }
                continue;
            }
            HoursRecord& record = builder.hours(organization, site, month, draw(1, 20'000) / 3.0);
            record.headcount = draw(0, 200);
            record.estimated = draw(0, 8) == 0;
            record.voided = draw(0, 20) == 0;
        }
    }
    int const incidents = draw(0, 15);
    for (int i = 0; i < incidents; ++i) {
        Incident& incident =
            builder.incident(OrganizationId{draw(1, organizations + 1)},
                             sites[static_cast<std::size_t>(draw(0, 3))], to_string(start + draw(0, 760)),
                             static_cast<IncidentClass>(draw(0, static_cast<int>(incident_class_count))));
        incident.provisional = draw(0, 3) == 0;
        if (draw(0, 2) == 0) incident.returned_on = incident.occurred_on + draw(1, 60);
    }
    return builder;
}

inline void add_drawn_totals(FactsBuilder& builder) {
    int const totals = draw(0, 6);
    auto const organizations = static_cast<int>(builder.facts.organizations.size());
    std::vector<bool> used(200);
    for (int i = 0; i < totals; ++i) {
        int const organization = draw(1, organizations + 1);
        int const quarter = draw(0, 8);
        std::size_t const place = static_cast<std::size_t>(organization * 8 + quarter);
        if (used[place]) continue;
        used[place] = true;
        PeriodTotals& record =
            builder.totals(OrganizationId{organization}, SiteId{draw(0, 3)}, "2024-01-01", "2024-01-31");
        Date const first = date_from({2024 + quarter / 4, static_cast<unsigned>(quarter % 4 * 3 + 1), 1});
        record.period = {first, last_of_month(first + 62)};
        if (draw(0, 2) == 0) record.hours_hundredths = draw(100, 10'000'000);
        for (std::int64_t& count : record.counts)
            count = draw(-1, 4);
        record.lost_days = draw(-1, 100);
    }
    for (Organization& organization : builder.facts.organizations) {
        if (draw(0, 4) == 0) organization.counts_from = CountsFrom::totals;
    }
}

inline std::string drawn_evening() {
    return to_string(day("2024-06-01") + draw(0, 640));
}

}  // namespace safetycell::test
