#include "domain/incident.hpp"

#include "case_file.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;
using namespace safetycell::domain;
using test::date_of;
using test::Json;
using test::text_of;

TEST_CASE("classes are read by the codes they are written with") {
    std::string codes;
    for (IncidentClass const incident_class : all_incident_classes) {
        CHECK(incident_class_from(to_string(incident_class)) == incident_class);
        codes += to_string(incident_class);
        codes += ' ';
    }
    CHECK(codes == "FAT PTD LWC RWC MTC FAC MICRO NEAR_MISS HAZARD ");
    CHECK_FALSE(incident_class_from("lwc"));
    CHECK_FALSE(incident_class_from("LTI"));
    CHECK_FALSE(incident_class_from(""));
}

TEST_CASE("near misses and hazards are without injury") {
    CHECK(is_injury(IncidentClass::fatality));
    CHECK(is_injury(IncidentClass::micro_injury));
    CHECK_FALSE(is_injury(IncidentClass::near_miss));
    CHECK_FALSE(is_injury(IncidentClass::hazard));
}

TEST_CASE("an incident has occurred from its day on, or from its moment where that is known") {
    Date const day = parse_date("2025-06-10").value();
    Instant const noon = parse_instant("2025-06-10T12:00Z", TimeZone{}).value();
    Incident incident;
    incident.occurred_on = day;
    CHECK_FALSE(has_occurred(incident, noon, day - 1));
    CHECK(has_occurred(incident, noon, day));
    CHECK(has_occurred(incident, noon, day + 100));

    incident.occurred_at = noon;
    CHECK_FALSE(has_occurred(incident, noon - seconds{1}, day));
    CHECK(has_occurred(incident, noon, day));
    CHECK_FALSE(has_occurred(incident, noon, day - 1));

    incident.voided = true;
    CHECK_FALSE(has_occurred(incident, noon, day));
}

TEST_CASE("a report that came late does not move the day of the injury") {
    Incident incident;
    incident.occurred_on = parse_date("2025-06-10").value();
    incident.reported_on = parse_date("2025-08-01").value();
    CHECK(has_occurred(incident, parse_instant("2025-06-10T18:00Z", TimeZone{}).value(), incident.occurred_on));
}

TEST_CASE("the table of lost days") {
    Json const table = test::case_file("lost_days.json");
    for (Json const& one : table.at("cases")) {
        CAPTURE(text_of(one, "case"));
        Incident incident;
        incident.incident_class = test::class_of(one);
        incident.occurred_on = date_of(one, "occurred_on");
        incident.returned_on = date_of(one, "returned_on");
        incident.lost_days = one.value("lost_days", unknown_days);
        incident.restricted_days = one.value("restricted_days", unknown_days);
        for (auto const& [evening, days] : one.at("until").items()) {
            CAPTURE(evening);
            CHECK(lost_days_until(incident, parse_date(evening).value()) == days.get<std::int32_t>());
        }
    }
}
