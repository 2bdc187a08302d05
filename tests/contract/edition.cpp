#include "contract/edition.hpp"
#include "contract/wall.hpp"

#include "contract/edition_text.hpp"
#include "support/example_policy.hpp"
#include "support/facts_builder.hpp"
#include "support/json_schema.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace safetycell;
using test::FactsBuilder;

namespace {

/// A contractor with hours and an injury, one whose hours are missing, and a violation.
FactsBuilder small_enterprise() {
    FactsBuilder builder{"Asia/Almaty"};
    SiteId const mine = builder.site("MINE", "Asia/Almaty");
    OrganizationId const shaft = builder.contractor("SHAFT");
    OrganizationId const crane = builder.contractor("CRANE");
    builder.hours(shaft, mine, "2024-01-01", "2024-12-31", 500'000);
    builder.incident(shaft, mine, "2024-06-01", domain::IncidentClass::lost_work_day_case).lost_days = 12;
    builder.incident(crane, mine, "2024-07-01", domain::IncidentClass::medical_treatment_case);
    builder.violation(shaft, mine, "2024-11-01", "2024-11-10").fixed_on = test::day("2024-11-09");
    return builder;
}

domain::EditionHeader header_of(std::int64_t number, std::string_view as_of) {
    domain::EditionHeader header;
    header.number = number;
    header.kind = domain::EditionKind::out_of_slot;
    header.as_of = test::instant(as_of);
    header.published_at = test::instant("2025-01-02T03:04:05Z");
    header.published_by = "anna";
    header.reason = "a \"quoted\" reason <b>";
    header.next_slot_at = test::instant("2025-01-02T06:00:00Z");
    header.longest_slot_gap = std::chrono::hours{12};
    return header;
}

std::string render(FactsBuilder const& builder, domain::Policy const& policy, std::int64_t number,
                   domain::Predecessor const* predecessor = nullptr) {
    auto const edition =
        domain::build_edition(builder.facts, policy, header_of(number, "2024-12-31T18:00:00Z"), predecessor);
    return contract::render_edition(edition, builder.facts, policy);
}

}  // namespace

TEST_CASE("the edition document fits its schema and is the same every time") {
    auto const policy = test::example_policy();
    FactsBuilder const builder = small_enterprise();
    std::string const document = render(builder, policy, 1);
    CHECK(test::schema_faults("edition", document) == std::vector<std::string>{});
    CHECK(render(builder, policy, 1) == document);
}

TEST_CASE("the wall message of every scope fits its schema") {
    auto const policy = test::example_policy();
    FactsBuilder const builder = small_enterprise();
    auto const edition =
        domain::build_edition(builder.facts, policy, header_of(7, "2024-12-31T18:00:00Z"), nullptr);
    for (domain::Scope const scope : edition.scopes) {
        std::string const message = contract::render_wall(edition, scope, builder.facts, policy, "abc");
        CAPTURE(domain::scope_name(scope, builder.facts));
        CHECK(test::schema_faults("wall", message) == std::vector<std::string>{});
    }
}

TEST_CASE("what the next edition needs reads back as it was rendered") {
    auto const policy = test::example_policy();
    std::string const document = render(small_enterprise(), policy, 41);
    auto const read = contract::parse_published_edition(document);
    REQUIRE(read.has_value());
    CHECK(read->number == 41);
    CHECK(read->as_of == test::instant("2024-12-31T18:00:00Z"));
    auto const ltifr = std::find_if(read->figures.begin(), read->figures.end(), [](auto const& figure) {
        return figure.id == "ltifr" && figure.scope == "organization:SHAFT" &&
               figure.window == domain::WindowKind::rolling_12_months;
    });
    REQUIRE(ltifr != read->figures.end());
    CHECK(ltifr->numerator == 1);
    CHECK(ltifr->value == doctest::Approx(2.0));
    auto const missing = std::find_if(read->figures.begin(), read->figures.end(),
                                      [](auto const& figure) { return figure.scope == "organization:CRANE"; });
    REQUIRE(missing != read->figures.end());
    CHECK_FALSE(missing->value.has_value());
    CHECK(missing->reason == domain::NoRateReason::hours_missing);
}

TEST_CASE("a document of an earlier form follows from a rebuilt one that adds to it, and from no other") {
    CHECK(contract::is_of_this_format(render(small_enterprise(), test::example_policy(), 1)));
    CHECK_FALSE(contract::is_of_this_format(R"({"edition": 1})"));
    CHECK_FALSE(contract::is_of_this_format("damaged"));
    std::string_view const earlier = R"({"edition": 1, "figures": [{"id": "ltifr", "value": 2.5}]})";
    CHECK(contract::follows_from(
        earlier, R"({"format": 2, "edition": 1, "figures": [{"id": "ltifr", "value": 2.5, "rank": 1}]})"));
    CHECK_FALSE(
        contract::follows_from(earlier, R"({"edition": 1, "figures": [{"id": "ltifr", "value": 2.6}]})"));
    CHECK_FALSE(contract::follows_from(earlier, R"({"edition": 1, "figures": []})"));
    CHECK_FALSE(contract::follows_from(earlier, R"({"figures": [{"id": "ltifr", "value": 2.5}]})"));
    CHECK_FALSE(contract::follows_from("damaged", earlier));
}

TEST_CASE("changes against the edition before carry their causes and fit the schema") {
    auto const policy = test::example_policy();
    FactsBuilder builder = small_enterprise();
    domain::Predecessor predecessor;
    predecessor.edition = contract::parse_published_edition(render(builder, policy, 1)).value();
    domain::Incident const before = builder.facts.incidents.front();
    domain::Incident& added = builder.incident(before.organization, before.site, "2024-12-20",
                                               domain::IncidentClass::lost_work_day_case);
    predecessor.recorded.incidents.push_back({std::nullopt, added, 2});
    std::string const document = render(builder, policy, 2, &predecessor);
    CHECK(test::schema_faults("edition", document) == std::vector<std::string>{});
    CHECK(document.find("incident_recorded") != std::string::npos);
}

TEST_CASE("a disputed input is marked, with the rating without it") {
    auto const policy = test::example_policy();
    FactsBuilder builder = small_enterprise();
    OrganizationId const shaft = builder.facts.violations.front().organization;
    builder.breach(shaft, domain::BreachKind::cardinal_rule, "2024-12-20");
    builder.dispute(domain::Disputed::breach, 1, "2024-12-23");
    std::string const document = render(builder, policy, 1);
    CHECK(test::schema_faults("edition", document) == std::vector<std::string>{});
    CHECK(
        document.find(
            R"("disputed":[{"reference":"D1","family":"breach","record":"B1","submitted_on":"2024-12-23"}])") !=
        std::string::npos);
    CHECK(document.find(R"("without_disputed":{"points":)") != std::string::npos);
    CHECK(document.find(R"({"gate":"cardinal_rule_breach","records":["B1"],"since":"2024-12-20"})") !=
          std::string::npos);
}

TEST_CASE(
    "domain 12: contractors see the ratings of the others in short, named or anonymous, and nothing else of "
    "them") {
    auto const policy = test::example_policy();
    std::string const document = render(small_enterprise(), policy, 1);
    auto const cut = [&](contract::OthersInRatingTable others) {
        std::string text = contract::cut_to_organizations(document, {"SHAFT"}, others);
        CHECK(test::schema_faults("edition", text) == std::vector<std::string>{});
        return nlohmann::json::parse(text);
    };
    auto const whole = nlohmann::json::parse(document);
    REQUIRE(whole["ratings"].size() > 1);
    auto const hidden = cut(contract::OthersInRatingTable::hidden);
    CHECK_FALSE(hidden.contains("rating_table"));
    CHECK(hidden["ratings"].size() == 1);

    auto const anonymous = cut(contract::OthersInRatingTable::anonymous);
    auto const named = cut(contract::OthersInRatingTable::named);
    CHECK(anonymous["ratings"] == hidden["ratings"]);
    REQUIRE(anonymous["rating_table"].size() == whole["ratings"].size() - 1);
    REQUIRE(named["rating_table"].size() == whole["ratings"].size() - 1);
    for (auto const& row : anonymous["rating_table"])
        CHECK(row["name"].is_null());
    for (auto const& rating : whole["ratings"]) {
        if (rating["organization"] == "SHAFT") continue;
        CAPTURE(rating["organization"]);
        CHECK(std::ranges::any_of(named["rating_table"], [&](auto const& row) {
            return row["name"].is_string() && row["score"] == rating["score"] && row["band"] == rating["band"];
        }));
    }
}

TEST_CASE("a document cut to one scope keeps that scope only, and says so when there is none") {
    auto const policy = test::example_policy();
    std::string const document = render(small_enterprise(), policy, 1);
    auto const cut = contract::cut_to_scope(document, "site:MINE");
    REQUIRE(cut.has_value());
    CHECK(test::schema_faults("edition", *cut) == std::vector<std::string>{});
    CHECK(cut->find("\"scope\":\"enterprise\"") == std::string::npos);
    auto const none = contract::cut_to_scope(document, "site:NOWHERE");
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == ErrorCode::not_found);
}

TEST_CASE("the text for a terminal names the combined scopes and the count where hours are missing") {
    auto const policy = test::example_policy();
    std::string const text = contract::render_edition_text(render(small_enterprise(), policy, 3));
    CHECK(text.find("Edition 3") != std::string::npos);
    CHECK(text.find("contractors") != std::string::npos);
    CHECK(text.find("where hours are missing") != std::string::npos);
    CHECK(text.find("organization:SHAFT") == std::string::npos);
}

TEST_CASE("a damaged document is refused in words") {
    auto const read = contract::parse_published_edition("{\"edition\":1}");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("verify") != std::string::npos);
}
