#include "domain/repeats.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <tuple>

using namespace safetycell;
using namespace safetycell::domain;
using test::FactsBuilder;

namespace {

using Flags = std::vector<std::uint8_t>;

struct OneSite : FactsBuilder {
    OrganizationId acme = contractor("ACME");
    SiteId mine = site("MINE");

    Violation& found(std::string_view on, std::int32_t requirement = 1) {
        Violation& record = violation(acme, mine, on, on);
        record.requirement = requirement;
        return record;
    }
    Flags repeats(std::string_view evening = "2026-12-31", std::int32_t days = 90,
                  std::string_view since = "2026-01-01") const {
        return find_repeats(facts, evening_of(evening), days, test::day(since));
    }
};

}  // namespace

TEST_CASE("A repeat comes at most the given days after an earlier one") {
    OneSite builder;
    builder.found("2026-01-01");
    builder.found("2026-04-01");  // 90 days later.
    builder.found("2026-07-01");  // 91 days later.
    builder.found("2026-07-31");
    CHECK(builder.repeats() == Flags{0, 1, 0, 1});
    CHECK(builder.repeats("2026-12-31", 91) == Flags{0, 1, 1, 1});
    CHECK(builder.repeats("2026-12-31", 29) == Flags{0, 0, 0, 0});
}

TEST_CASE("Only repeats found since the day asked for are told, also of earlier ones") {
    OneSite builder;
    builder.found("2026-01-01");
    builder.found("2026-02-01");
    builder.found("2026-03-01");
    CHECK(builder.repeats("2026-12-31", 90, "2026-02-01") == Flags{0, 1, 1});
    CHECK(builder.repeats("2026-12-31", 90, "2026-02-02") == Flags{0, 0, 1});
    CHECK(builder.repeats("2026-12-31", 90, "2026-03-02") == Flags{0, 0, 0});
}

TEST_CASE("Only the same organization, requirement and site repeat each other") {
    OneSite builder;
    builder.found("2026-01-01");
    builder.found("2026-01-02", 2);
    builder.found("2026-01-02").site = builder.site("SMELTER");
    builder.found("2026-01-02").organization = builder.contractor("OTHER");
    builder.found("2026-01-02").site = SiteId{};
    CHECK(builder.repeats() == Flags{0, 0, 0, 0, 0});
    builder.found("2026-01-03");
    CHECK(builder.repeats() == Flags{0, 0, 0, 0, 0, 1});
}

TEST_CASE("What names no requirement is no repeat and has none") {
    OneSite builder;
    builder.found("2026-01-01", 0);
    builder.found("2026-01-02", 0);
    builder.found("2026-01-03", 1);
    CHECK(builder.repeats() == Flags{0, 0, 0});
}

TEST_CASE("Where no sites are named all is one place") {
    OneSite builder;
    builder.found("2026-01-01").site = SiteId{};
    builder.found("2026-01-02").site = SiteId{};
    CHECK(builder.repeats() == Flags{0, 1});
}

TEST_CASE("Two of one day do not repeat each other, and both repeat an earlier one") {
    OneSite builder;
    builder.found("2026-01-10");
    builder.found("2026-01-10");
    CHECK(builder.repeats() == Flags{0, 0});
    builder.found("2026-01-01");  // Recorded later, found earlier.
    CHECK(builder.repeats() == Flags{1, 1, 0});
}

TEST_CASE("Voided, cancelled and future violations are no violations") {
    OneSite builder;
    builder.found("2026-01-01").voided = true;
    builder.found("2026-01-02").cancelled_on = test::day("2026-01-20");
    builder.found("2026-01-10");
    builder.found("2026-02-10");
    CHECK(builder.repeats("2026-01-15") == Flags{0, 0, 1, 0});
    CHECK(builder.repeats("2026-01-20") == Flags{0, 0, 0, 0});
    CHECK(builder.repeats("2026-02-10") == Flags{0, 0, 0, 1});
    CHECK(find_repeats(FactsBuilder{}.facts, FactsBuilder{}.evening_of("2026-01-01"), 90, Date{}).empty());
}

TEST_CASE("Self-found violations and those that do not count neither are repeats nor have any") {
    OneSite builder;
    builder.found("2026-01-01");
    builder.found("2026-01-10").self_found = true;
    builder.found("2026-01-20");
    CHECK(builder.repeats("2026-02-01") == Flags{0, 0, 1});
    AsOf const as_of = builder.evening_of("2026-02-01");
    CHECK(find_repeats(builder.facts, as_of, 90, test::day("2025-02-01"), {{}, {ViolationId{1}}}) ==
          Flags{0, 0, 0});
    CHECK(find_repeats(builder.facts, as_of, 90, test::day("2025-02-01"), {{1}, {}}) == Flags{0, 0, 1});
    CHECK(find_repeats(builder.facts, as_of, 90, test::day("2025-02-01"), {{0}, {}}) == Flags{0, 0, 0});
}

TEST_CASE("Many violations in any order are told as by sorting them") {
    FactsBuilder builder;
    for (int i = 0; i < 20; ++i)
        builder.site("S" + std::to_string(i));
    for (int i = 0; i < 100; ++i)
        builder.contractor("C" + std::to_string(i));
    std::mt19937 random{7};
    auto const below = [&random](std::uint32_t limit) {
        return static_cast<std::int32_t>(random() % limit);
    };
    builder.facts.violations.resize(200'000);
    for (std::size_t i = 0; i < builder.facts.violations.size(); ++i) {
        Violation& violation = builder.facts.violations[i];
        violation.id.value = static_cast<std::int32_t>(i + 1);
        violation.organization.value = 1 + below(100);
        violation.site.value = 1 + below(20);
        violation.requirement = below(100);
        violation.found_on = test::day("2016-01-01") + below(3650);
    }
    AsOf const as_of = builder.evening_of("2026-01-01");
    Date const since = test::day("2018-01-01");
    Flags const repeats = find_repeats(builder.facts, as_of, 90, since);

    // The plain definition, on neighbours after sorting.
    std::vector<Violation> sorted = builder.facts.violations;
    auto const key = [](Violation const& violation) {
        return std::tuple{violation.organization, violation.requirement, violation.site, violation.found_on};
    };
    std::sort(sorted.begin(), sorted.end(),
              [&key](Violation const& left, Violation const& right) { return key(left) < key(right); });
    Flags expected(sorted.size());
    Date earlier = Date::never();
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        Violation const& before = sorted[i - 1];
        Violation const& violation = sorted[i];
        bool const same = std::tuple{before.organization, before.requirement, before.site} ==
                          std::tuple{violation.organization, violation.requirement, violation.site};
        if (!same)
            earlier = Date::never();
        else if (before.found_on != violation.found_on)
            earlier = before.found_on;
        bool const repeat = violation.requirement != 0 && violation.found_on >= since && !earlier.is_never() &&
                            days_between(earlier, violation.found_on) <= 90;
        expected[violation.id.index()] = repeat ? 1 : 0;
    }
    CHECK(repeats == expected);
    CHECK(std::count(repeats.begin(), repeats.end(), 1) > 1000);
}
