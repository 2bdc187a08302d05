#include "domain/day_counts.hpp"

#include "case_file.hpp"
#include "support/example_policy.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>

using namespace safetycell;
using namespace safetycell::domain;
using test::class_of;
using test::date_of;
using test::Json;
using test::text_of;

namespace {

/// A part of a case; empty where it is absent.
Json const& part(Json const& given, char const* name) {
    static Json const nothing = Json::object();
    return given.contains(name) ? given.at(name) : nothing;
}

/// The facts of one case.
class Given {
public:
    explicit Given(Json const& given) : builder_(given.value("zone", "UTC")) {
        for (auto const& [code, zone] : part(given, "sites").items()) {
            sites_[code] = builder_.site(code, zone.get<std::string>());
        }
        for (char const* kind : {"own", "contractors"}) {
            for (auto const& [code, dates] : part(given, kind).items()) {
                bool const own = std::string{kind} == "own";
                OrganizationId const id = own ? builder_.own(code) : builder_.contractor(code);
                builder_.at(id).mobilized_on = date_of(dates, "mobilized_on");
                builder_.at(id).demobilized_on = date_of(dates, "demobilized_on");
                organizations_[code] = id;
            }
        }
        for (Json const& line : part(given, "incidents")) {
            Incident& incident =
                builder_.incident(organization(line), site(line), text_of(line, "on"), class_of(line));
            incident.provisional = line.value("provisional", false);
            incident.voided = line.value("voided", false);
            if (line.contains("at")) incident.occurred_at = test::instant(text_of(line, "at"));
            if (line.contains("reported_on")) incident.reported_on = date_of(line, "reported_on");
        }
        for (Json const& line : part(given, "hours")) {
            builder_.hours(organization(line), site(line), text_of(line, "first"), text_of(line, "last"),
                           line.at("hours").get<double>());
        }
        for (Json const& line : part(given, "totals")) {
            PeriodTotals& totals =
                builder_.totals(organization(line), site(line), text_of(line, "first"), text_of(line, "last"));
            for (auto const& [code, count] : line.at("counts").items()) {
                totals.counts[static_cast<std::size_t>(incident_class_from(code).value())] =
                    count.get<std::int64_t>();
            }
        }
        for (Json const& line : part(given, "violations")) {
            builder_.violation(organization(line), site(line), text_of(line, "on"), text_of(line, "on"));
        }
    }

    Facts const& facts() const { return builder_.facts; }

    /// The evening of a date, or a moment of the enterprise's clocks.
    AsOf as_of(std::string const& text) const {
        if (text.size() == 10) return builder_.evening_of(text);
        return AsOf{test::instant(text, facts().enterprise.time_zone), facts()};
    }

private:
    OrganizationId organization(Json const& line) const {
        return organizations_.at(text_of(line, "organization"));
    }
    SiteId site(Json const& line) const {
        return line.contains("site") ? sites_.at(text_of(line, "site")) : SiteId{};
    }

    test::FactsBuilder builder_;
    std::map<std::string, SiteId> sites_;
    std::map<std::string, OrganizationId> organizations_;
};

DayCount find(std::vector<DayCount> const& counts, Facts const& facts, std::string const& scope,
              std::string const& counter_class) {
    for (DayCount const& count : counts) {
        if (scope_name(count.scope, facts) == scope && to_string(count.counter_class) == counter_class) {
            return count;
        }
    }
    FAIL("no counter of " << scope << ", " << counter_class);
    return {};
}

Json json_of(std::optional<std::int32_t> days) {
    return days ? Json(*days) : Json(nullptr);
}

Json json_of(Date day) {
    return day.is_never() ? Json(nullptr) : Json(to_string(day));
}

}  // namespace

TEST_CASE("the table of day counts") {
    Json const table = test::case_file("day_counts.json");
    std::size_t checked = 0;
    for (Json const& one : table.at("cases")) {
        CAPTURE(text_of(one, "case"));
        Given const given{one.at("given")};
        for (auto const& [moment, expected_counts] : one.at("at").items()) {
            CAPTURE(moment);
            auto const counts = compute_day_counts(given.facts(), test::example_policy(), given.as_of(moment));
            for (Json const& expected : expected_counts) {
                CAPTURE(expected.dump());
                DayCount const count =
                    find(counts, given.facts(), text_of(expected, "scope"), text_of(expected, "class"));
                Json const actual{{"scope", text_of(expected, "scope")},
                                  {"class", text_of(expected, "class")},
                                  {"days", json_of(count.days)},
                                  {"last_on", json_of(count.last_on)},
                                  {"observed_from", json_of(count.observed_from)},
                                  {"record", json_of(count.record)},
                                  {"provisional", count.provisional},
                                  {"only_in_totals", count.only_in_totals}};
                for (auto const& [member, value] : expected.items()) {
                    REQUIRE(actual.contains(member));
                    CHECK_MESSAGE(actual.at(member) == value, member);
                    ++checked;
                }
            }
        }
    }
    CHECK(checked > 200);
}

TEST_CASE("counters stand in the order of the scopes, LTI before TRI") {
    test::FactsBuilder builder;
    builder.site("B");
    builder.site("A");
    builder.contractor("Z");
    builder.own("Y");
    OrganizationId const withdrawn = builder.contractor("X");
    builder.at(withdrawn).voided = true;
    auto const counts =
        compute_day_counts(builder.facts, test::example_policy(), builder.evening_of("2025-06-30"));
    std::string order;
    for (DayCount const& count : counts) {
        order += scope_name(count.scope, builder.facts) + " ";
        order += to_string(count.counter_class);
        order += "; ";
    }
    CHECK(order ==
          "enterprise lti; enterprise tri; own lti; own tri; contractors lti; contractors tri; site:A lti; "
          "site:A tri; site:B lti; site:B tri; organization:Y lti; organization:Y tri; organization:Z lti; "
          "organization:Z tri; ");
}

TEST_CASE("what counts as an LTI is the policy's choice: fatalities may stay outside") {
    test::FactsBuilder builder;
    OrganizationId const contractor = builder.contractor("A");
    builder.incident(contractor, {}, "2025-01-10", IncidentClass::lost_work_day_case);
    builder.incident(contractor, {}, "2025-02-10", IncidentClass::fatality);
    Policy policy = test::example_policy();
    policy.case_sets.lti.reset(static_cast<std::size_t>(IncidentClass::fatality));
    auto const counts = compute_day_counts(builder.facts, policy, builder.evening_of("2025-02-20"));
    CHECK(find(counts, builder.facts, "organization:A", "lti").days == 41);
    CHECK(find(counts, builder.facts, "organization:A", "tri").days == 10);
}

TEST_CASE("overlapping reports of zero hours take a day away once") {
    test::FactsBuilder builder;
    OrganizationId const contractor = builder.contractor("A");
    SiteId const mine = builder.site("MINE");
    SiteId const plant = builder.site("PLANT");
    builder.incident(contractor, mine, "2025-01-01", IncidentClass::lost_work_day_case);
    builder.hours(contractor, mine, "2025-01-11", "2025-01-20", 0);
    builder.hours(contractor, plant, "2025-01-16", "2025-01-25", 0);
    builder.hours(contractor, plant, "2025-01-18", "2025-01-19", 0);
    auto const counts =
        compute_day_counts(builder.facts, test::example_policy(), builder.evening_of("2025-01-31"));
    CHECK(find(counts, builder.facts, "organization:A", "lti").days == 15);
}

TEST_CASE("a withdrawn organization takes its records with it, a withdrawn site only its counter") {
    test::FactsBuilder builder;
    SiteId const mine = builder.site("MINE");
    OrganizationId const kept = builder.contractor("KEPT");
    OrganizationId const withdrawn = builder.contractor("WITHDRAWN");
    builder.incident(kept, mine, "2025-01-10", IncidentClass::lost_work_day_case);
    builder.incident(withdrawn, mine, "2025-01-20", IncidentClass::lost_work_day_case);
    builder.violation(withdrawn, mine, "2024-01-01", "2024-01-10");
    builder.at(withdrawn).voided = true;
    AsOf const as_of = builder.evening_of("2025-01-31");
    auto counts = compute_day_counts(builder.facts, test::example_policy(), as_of);
    CHECK(find(counts, builder.facts, "enterprise", "lti").days == 21);
    CHECK(find(counts, builder.facts, "site:MINE", "lti").days == 21);

    builder.facts.sites[mine.index()].voided = true;
    counts = compute_day_counts(builder.facts, test::example_policy(), as_of);
    CHECK(find(counts, builder.facts, "enterprise", "lti").days == 21);
    CHECK(counts.size() == 2 * 4);
}
