// What the files of every kind share.

#include "import_into.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

void given_leavers(ImportInto& into) {
    into.given(
        Kind::organizations,
        "code,name,kind,demobilized_on\nALFA,Alfa LLP,contractor,2025-06-15\nBETA,Beta LLP,contractor,\n");
}

}  // namespace

TEST_CASE("Rule: an incident dated after its organization left is taken with a warning") {
    ImportInto into;
    given_leavers(into);
    Outcome const outcome = into.file(
        "reference,organization,date,class,voided\n1,ALFA,2025-06-15,FAC,\n2,ALFA,2025-06-16,FAC,\n"
        "3,BETA,2025-06-16,FAC,\n4,ALFA,2025-06-16,FAC,yes\n",
        Kind::incidents);
    CHECK(outcome.faults.empty());
    CHECK(outcome.created == 4);
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(outcome.warnings[0].line == 3);
    CHECK(outcome.warnings[0].column == "date");
    CHECK(outcome.warnings[0].value == "2025-06-16");
    CHECK(
        outcome.warnings[0].expected ==
        "A day not after 2025-06-15, when \"ALFA\" (Alfa LLP) left; this is 2025-06-16. Correct it, or the day "
        "on which the organization left.");
}

TEST_CASE("Rule: hours and totals that begin after their organization left are taken with a warning") {
    ImportInto into;
    given_leavers(into);
    // It left within June.
    Outcome const hours = into.file(
        "organization,month,hours\nALFA,2025-06,100\nALFA,2025-07,100\nBETA,2025-07,100\n", Kind::hours);
    CHECK(hours.created == 3);
    REQUIRE(hours.warnings.size() == 1);
    CHECK(hours.warnings[0].line == 3);
    CHECK(hours.warnings[0].expected.find("\"ALFA\" (Alfa LLP) left; this is 2025-07-01.") !=
          std::string::npos);
    Outcome const totals = into.file("organization,month,LWC\nALFA,2025-08,1\n", Kind::period_totals);
    CHECK(totals.created == 1);
    CHECK(totals.warnings.size() == 1);
}

TEST_CASE("Rule: warnings beyond those listed are counted") {
    ImportInto into;
    given_leavers(into);
    std::string file = "reference,organization,date,class\n";
    for (int i = 0; i < 250; ++i)
        file += std::to_string(i) + ",ALFA,2025-06-16,FAC\n";
    Outcome const outcome = into.file(file, Kind::incidents);
    CHECK(outcome.created == 250);
    CHECK(outcome.warnings.size() == importing::most_faults);
    CHECK(outcome.more_warnings == 50);
}
