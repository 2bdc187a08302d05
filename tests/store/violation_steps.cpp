#include "store/violation_steps.hpp"

#include "store/change_log.hpp"
#include "store/test_database.hpp"
#include "store/touched_records.hpp"

using namespace safetycell;
using namespace safetycell::store;

TEST_CASE("steps come back as they were taken, in their order, with who took them") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    ViolationId const violation{1};
    Date const on = parse_date("2026-03-04").value();
    domain::Step const asked{domain::StepKind::extension_asked, "Сталь опаздывает", "", on + 9};
    domain::Step const said{domain::StepKind::commented, "Wait", "", Date::never()};
    database.change([&](WriteTx& tx) { add_violation_step(tx, violation, asked, on); });
    database.change([&](WriteTx& tx) {
        add_violation_step(tx, violation, said, on + 1);
        auto const steps = load_violation_steps(tx, violation);
        // Its change has no row yet.
        CHECK(steps.back().change.number == tx.change());
        CHECK(steps.back().change.author.who.empty());
    });
    ReadTx const tx(database.connection());
    auto const steps = load_violation_steps(tx, violation);
    REQUIRE(steps.size() == 3);
    CHECK(steps[1].step == asked);
    CHECK(steps[1].on == on);
    CHECK(steps[2].step == said);
    CHECK_FALSE(steps[2].change.author.who.empty());
    CHECK(newest_violation_step(tx, violation) == steps[2].change.number);
    CHECK(newest_violation_step(tx, ViolationId{2}) == 0);
    CHECK(find_chain_faults(tx).empty());
    auto const touched = find_touched_records(tx, steps[2].change.number);
    REQUIRE(touched.records.size() == 1);
    CHECK(touched.records[0] == std::pair<std::string_view, std::int32_t>{"violations", 1});
    CHECK(touched.more == 0);
}
