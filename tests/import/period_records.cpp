// Hours and period totals against each other, and against the people who can have worked them.

#include "import_into.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nALFA,Alfa LLP,contractor\nBETA,Beta LLP,contractor\n");
    into.given(Kind::sites, "code,name\nNORTH,North pit\nSOUTH,South plant\n");
}

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

/// The sentence of the only one.
std::string only(std::vector<importing::Fault> const& list) {
    REQUIRE(list.size() == 1);
    return list.front().expected;
}

constexpr std::string_view header = "organization,site,month,hours,headcount\n";

}  // namespace

TEST_CASE("Rule: hours without a headcount that the people last known cannot have worked are warned of") {
    ImportInto into;
    given_parties(into);
    auto const hours = [&](std::string_view rows) {
        return into.file(std::string{header} + std::string{rows}, Kind::hours);
    };
    into.given(Kind::hours, std::string{header} + "ALFA,NORTH,2024-11,1000,10\nALFA,NORTH,2025-06,1000,1000\n");
    // The last one before the period, not the nearest one: 24 x 31 x 10.
    CHECK(hours("ALFA,NORTH,2025-05,7440,\n").warnings.empty());
    Outcome const absurd = hours("ALFA,NORTH,2025-03,7440.01,\n");
    CHECK(absurd.faults.empty());
    CHECK(absurd.created == 1);
    REQUIRE(
        only(absurd.warnings) ==
        "At most 7440 hours: 24 a day for 10 people over the 31 days from 2025-03-01 to 2025-03-31. So many "
        "were last known of the organization. Correct the hours, or state the headcount.");
    CHECK(absurd.warnings[0].line == 2);
    CHECK(absurd.warnings[0].column == "hours");
    CHECK(absurd.warnings[0].value == "7440.01");
    // Before every known one, the first.
    CHECK(has(only(hours("ALFA,NORTH,2024-01,8000,\n").warnings), "for 10 people"));
    // At a site without a headcount: that of all sites together.
    CHECK(has(only(hours("ALFA,SOUTH,2025-03,8000,\n").warnings), "for 10 people"));
    // One of the file counts, also one in a later line; one of another organization does not.
    CHECK(has(only(hours("BETA,NORTH,2025-02,2000,\nBETA,NORTH,2025-01,100,2\n").warnings), "for 2 people"));
    // A withdrawn row says nothing of people, and is not warned of.
    CHECK(into.file("organization,site,month,hours,voided\nALFA,NORTH,2025-03,99999999,yes\n", Kind::hours)
              .warnings.empty());
}

TEST_CASE("Rule: where no headcount was ever stated, more hours than 100,000 people have are warned of") {
    ImportInto into;
    given_parties(into);
    CHECK(into.file(std::string{header} + "ALFA,,2025-01,74400000,\n", Kind::hours).warnings.empty());
    Outcome const absurd = into.file(std::string{header} + "ALFA,,2025-03,74400001,\n", Kind::hours);
    CHECK(absurd.faults.empty());
    CHECK(has(only(absurd.warnings), "At most 74400000 hours: 24 a day for 100000 people"));
    CHECK(has(only(absurd.warnings), "No headcount of the organization is known."));
    // Period totals know the people of hours, and the other way round.
    into.given(Kind::hours, std::string{header} + "ALFA,,2025-05,100,5\n");
    Outcome const totals =
        into.file("organization,month,hours,FAT\nALFA,2025-06,3601,0\nALFA,2025-07,,0\n", Kind::period_totals);
    CHECK(totals.faults.empty());
    CHECK(has(only(totals.warnings), "At most 3600 hours: 24 a day for 5 people"));
}

TEST_CASE("Rule: totals without a site and totals at a site never count the same days") {
    ImportInto into;
    given_parties(into);
    std::string const totals = "organization,site,first,last,FAT,LWC\n";
    Outcome const in_file = into.file(totals +
                                          "ALFA,NORTH,2024-05-01,2024-05-31,0,1\n"
                                          "ALFA,,2024-01-01,2024-06-30,0,1\n"
                                          "ALFA,SOUTH,2024-06-30,2024-07-31,0,1\n"
                                          "ALFA,SOUTH,2024-08-01,2024-08-31,0,1\n"
                                          "BETA,SOUTH,2024-05-01,2024-05-31,0,1\n",
                                      Kind::period_totals);
    CHECK(places(in_file) == std::vector<std::string>{"3  []", "4  []"});
    CHECK(has(in_file.faults[0].expected, "line 3 without a site and line 2 at site \"NORTH\""));
    CHECK(has(in_file.faults[1].expected, "line 3 without a site and line 4 at site \"SOUTH\""));
    CHECK(into.facts().period_totals.empty());

    into.given(Kind::period_totals,
               totals + "ALFA,,2024-01-01,2024-06-30,0,1\nALFA,NORTH,2024-07-01,2024-07-31,0,1\n");
    CHECK(has(
        only(into.file(totals + "ALFA,NORTH,2024-06-01,2024-06-30,0,1\n", Kind::period_totals).faults),
        "the recorded period totals of 2024-01-01 to 2024-06-30 without a site and line 2 at site \"NORTH\""));
    CHECK(has(
        only(into.file(totals + "ALFA,,2024-07-01,2024-12-31,0,1\n", Kind::period_totals).faults),
        "line 2 without a site and the recorded period totals of 2024-07-01 to 2024-07-31 at site \"NORTH\""));
    // One file may withdraw the one and state the other.
    Outcome const replaced = into.file(
        "organization,site,first,last,FAT,LWC,voided\nALFA,SOUTH,2024-01-01,2024-06-30,0,1,\n"
        "ALFA,,2024-01-01,2024-06-30,0,1,yes\n",
        Kind::period_totals);
    CHECK(places(replaced).empty());
    CHECK(replaced.created == 1);
    CHECK(replaced.revised == 1);
}

TEST_CASE("Rule: hours without a site and hours at a site never count the same days") {
    ImportInto into;
    given_parties(into);
    Outcome const in_file =
        into.file(std::string{header} + "ALFA,,2025-01,100,\nALFA,NORTH,2025-01,100,\n", Kind::hours);
    CHECK(has(only(in_file.faults), "line 2 without a site and line 3 at site \"NORTH\""));
    into.given(Kind::hours, std::string{header} + "ALFA,,2025-01,100,\nALFA,NORTH,2025-02,100,\n");
    CHECK(has(only(into.file(std::string{header} + "ALFA,NORTH,2025-01,100,\n", Kind::hours).faults),
              "the recorded hours of 2025-01-01 to 2025-01-31 without a site"));
    // A year against many months is refused once.
    into.given(Kind::hours, std::string{header} + "ALFA,NORTH,2025-03,100,\nALFA,SOUTH,2025-04,100,\n");
    Outcome const year =
        into.file("organization,first,last,hours\nALFA,2025-02-01,2025-12-31,9\n", Kind::hours);
    CHECK(places(year) == std::vector<std::string>{"2  []"});
}

TEST_CASE("Rule: hours without a site and the hours of totals at a site never count the same days") {
    ImportInto into;
    given_parties(into);
    std::string const totals = "organization,site,month,hours,LWC\n";
    into.given(Kind::hours, std::string{header} + "ALFA,,2025-01,100,\nALFA,NORTH,2025-02,100,\n");
    CHECK(has(only(into.file(totals + "ALFA,NORTH,2025-01,100,1\n", Kind::period_totals).faults),
              "the recorded hours of 2025-01-01 to 2025-01-31 without a site and line 2 at site \"NORTH\""));
    // Counts without hours count nothing twice, nor does a total that speaks for the hours beside it.
    into.given(Kind::period_totals, totals + "ALFA,NORTH,2025-01,,1\nALFA,NORTH,2025-02,100,1\n");
    into.given(Kind::period_totals, totals + "ALFA,NORTH,2025-05,100,1\nBETA,,2025-05,100,1\n");
    into.given(Kind::hours, std::string{header} + "BETA,NORTH,2025-05,100,\n");
    CHECK(has(
        only(into.file(std::string{header} + "ALFA,,2025-05,100,\n", Kind::hours).faults),
        "line 2 without a site and the recorded period totals of 2025-05-01 to 2025-05-31 at site \"NORTH\""));
}

TEST_CASE("Rule: a period may be withdrawn and stated otherwise in one file, in any order") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::hours, "organization,month,hours\nALFA,2025-01,100\nALFA,2025-02,100\n");
    Outcome const merged = into.file(
        "organization,first,last,hours,voided\nALFA,2025-01-01,2025-02-28,200,\nALFA,2025-01-01,2025-01-31,100,"
        "yes\n"
        "ALFA,2025-02-01,2025-02-28,100,yes\n",
        Kind::hours);
    CHECK(places(merged).empty());
    CHECK(merged.created == 1);
    CHECK(merged.revised == 2);
}
