#include "contract/edition.hpp"

#include "publish/views.hpp"
#include "support/drawn_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

void add_drawn_violations(test::FactsBuilder& builder) {
    int const violations = test::draw(0, 40);
    auto const organizations = static_cast<int>(builder.facts.organizations.size());
    for (int i = 0; i < violations; ++i) {
        Date const found = test::day("2024-01-01") + test::draw(0, 760);
        Violation& violation =
            builder.violation(OrganizationId{test::draw(1, organizations + 1)}, SiteId{test::draw(0, 3)},
                              to_string(found), to_string(found + test::draw(0, 30)));
        violation.severity = static_cast<Severity>(test::draw(0, 4));
        violation.requirement = test::draw(0, 4);
        if (test::draw(0, 3) > 0) violation.fixed_on = found + test::draw(0, 60);
        if (!violation.fixed_on.is_never() && test::draw(0, 3) > 0) {
            violation.verified_on = violation.fixed_on + test::draw(0, 20);
        }
    }
}

template <class Record>
void reverse(std::vector<Record>& records) {
    std::reverse(records.begin(), records.end());
    for (std::size_t i = 0; i < records.size(); ++i)
        records[i].id.value = static_cast<std::int32_t>(i + 1);
}

/// Document and views, all that is stored of an edition. Violations are named by their numbers here, which
/// follow their order; the store names them by references, which do not.
std::string bytes_of(test::FactsBuilder const& builder, std::string const& evening) {
    EditionHeader header;
    header.number = 1;
    header.as_of = builder.evening_of(evening).instant;
    Policy const policy = test::example_policy();
    Edition edition = build_edition(builder.facts, policy, header, nullptr);
    for (ViolationId const id : violations_named(edition.ratings, builder.facts))
        edition.violation_references[id] = "V";
    std::string bytes = contract::render_edition(edition, builder.facts, policy);
    for (publish::RenderedView const& view : publish::render_views(edition, builder.facts, policy, "epoch")) {
        bytes += view.audience + view.text;
    }
    return bytes;
}

}  // namespace

TEST_CASE("The same records in another order give the same edition, to the byte") {
    CHECK(rc::check([] {
        test::FactsBuilder builder = test::drawn_facts();
        test::add_drawn_totals(builder);
        add_drawn_violations(builder);
        std::string const evening = test::drawn_evening();
        std::string const before = bytes_of(builder, evening);
        RC_ASSERT(bytes_of(builder, evening) == before);
        reverse(builder.facts.hours);
        reverse(builder.facts.incidents);
        reverse(builder.facts.period_totals);
        reverse(builder.facts.violations);
        RC_ASSERT(bytes_of(builder, evening) == before);
    }));
}

TEST_CASE("A first-aid case, a near miss, a hazard or a micro-injury more never lowers a contractor's score") {
    CHECK(rc::check([] {
        test::FactsBuilder builder = test::drawn_facts();
        add_drawn_violations(builder);
        std::string const evening = test::drawn_evening();
        Policy const policy = test::example_policy();
        EditionHeader header;
        header.as_of = builder.evening_of(evening).instant;
        Edition const before = build_edition(builder.facts, policy, header, nullptr);
        if (before.ratings.empty()) return;
        Rating const& rating =
            before.ratings[static_cast<std::size_t>(test::draw(0, static_cast<int>(before.ratings.size())))];
        IncidentClass const reported =
            std::array{IncidentClass::first_aid_case, IncidentClass::micro_injury, IncidentClass::near_miss,
                       IncidentClass::hazard}[static_cast<std::size_t>(test::draw(0, 4))];
        builder.incident(rating.organization, SiteId{test::draw(0, 3)},
                         to_string(test::day(evening) - test::draw(0, 500)), reported);
        Edition const after = build_edition(builder.facts, policy, header, nullptr);
        auto const again = std::find_if(
            after.ratings.begin(), after.ratings.end(),
            [&](Rating const& candidate) { return candidate.organization == rating.organization; });
        RC_ASSERT(again != after.ratings.end());
        RC_ASSERT(rating.score.value_or(0) <= again->score.value_or(0) + 1e-9);
        RC_ASSERT(again->band.value_or(Band::d) <= rating.band.value_or(Band::d));
    }));
}
