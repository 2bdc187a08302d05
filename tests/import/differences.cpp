// What a dry run says of each record that it would write.

#include "import_into.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

using Lines = std::vector<std::string>;

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nALFA,Alfa LLP,contractor\nBETA,Beta LLP,contractor\n");
    into.given(Kind::sites, "code,name,time_zone\nNORTH,North pit,Asia/Almaty\nSOUTH,South plant,UTC\n");
}

}  // namespace

TEST_CASE(
    "Rule: a dry run names the rows that are new and those that change, with each column's old and new value") {
    ImportInto into;
    given_parties(into);
    std::string const header = "reference,organization,site,date,time,class,lost_days,provisional\n";
    into.given(Kind::incidents, header + "1,ALFA,NORTH,2025-03-14,08:30,MTC,,yes\n2,ALFA,,2025-03-15,,FAC,,\n");
    Revision const before = into.revision();
    Outcome const outcome = into.dry_run(
        header + "2,ALFA,,2025-03-15,,FAC,,\n1,BETA,,2025-03-14,,LWC,5,no\n3,ALFA,,2025-03-16,,FAC,,\n",
        Kind::incidents);
    CHECK(outcome.listed_created == Lines{"line 4, 3"});
    CHECK(outcome.listed_revised == Lines{"line 3, 1: organization ALFA -> BETA, site NORTH -> nothing, time "
                                          "08:30 -> nothing, "
                                          "class MTC -> LWC, provisional yes -> no, lost_days nothing -> 5"});
    CHECK(outcome.unchanged == 1);
    CHECK(into.revision() == before);
}

TEST_CASE("Rule: a dry run names records of every kind by what people know them by") {
    ImportInto into;
    given_parties(into);
    Outcome const organizations =
        into.dry_run("code,name,kind,demobilized_on\nALFA,Alfa Ltd,contractor,2025-12-31\nGAMMA,G,own,\n",
                     Kind::organizations);
    CHECK(organizations.listed_created == Lines{"line 3, GAMMA"});
    CHECK(organizations.listed_revised ==
          Lines{"line 2, ALFA: name Alfa LLP -> Alfa Ltd, demobilized_on nothing -> 2025-12-31"});
    CHECK(into.dry_run("code,name,time_zone\nSOUTH,South plant,Europe/Berlin\n", Kind::sites).listed_revised ==
          Lines{"line 2, SOUTH: time_zone UTC -> Europe/Berlin"});

    into.given(Kind::hours, "organization,site,month,hours,headcount\nALFA,NORTH,2025-01,100.5,3\n");
    Outcome const hours = into.dry_run(
        "organization,site,month,hours,headcount\nALFA,NORTH,2025-01,200,\nALFA,NORTH,2025-02,1,\n",
        Kind::hours);
    CHECK(hours.listed_created == Lines{"line 3, ALFA at NORTH, 2025-02-01 to 2025-02-28"});
    CHECK(
        hours.listed_revised ==
        Lines{"line 2, ALFA at NORTH, 2025-01-01 to 2025-01-31: hours 100.50 -> 200, headcount 3 -> nothing"});

    into.given(Kind::period_totals, "organization,year,FAT,LWC\nBETA,2024,0,\n");
    CHECK(into.dry_run("organization,year,FAT,LWC,lost_days\nBETA,2024,0,2,9\n", Kind::period_totals)
              .listed_revised ==
          Lines{"line 2, BETA, 2024-01-01 to 2024-12-31: LWC nothing -> 2, lost_days nothing -> 9"});

    std::string const violations =
        "reference,organization,requirement,severity,found_on,due_on,fixed_on,description\n";
    into.given(Kind::violations, violations + "V,ALFA,Rule 1,high,2025-03-10,2025-03-13,,short\n");
    CHECK(into.dry_run(
                  violations + "V,ALFA,Rule 2,high,2025-03-10,never,2025-03-12," + std::string(90, 'x') + "\n",
                  Kind::violations)
              .listed_revised ==
          Lines{"line 2, V: requirement Rule 1 -> Rule 2, due_on 2025-03-13 -> never, fixed_on nothing -> "
                "2025-03-12, description short -> " +
                std::string(79, 'x') + "…"});
}

TEST_CASE("Rule: a dry run lists so many records of each sort and counts the others") {
    ImportInto into;
    std::string file = "code,name\n";
    for (int i = 0; i < 60; ++i)
        file += std::to_string(i) + ",name\n";
    into.given(Kind::sites, file);
    std::string changed = "code,name\n";
    for (int i = 0; i < 120; ++i)
        changed += std::to_string(i) + ",other\n";
    Outcome const outcome = into.dry_run(changed, Kind::sites);
    CHECK(outcome.created == 60);
    CHECK(outcome.revised == 60);
    CHECK(outcome.listed_created.size() == importing::most_listed_records);
    CHECK(outcome.listed_revised.size() == importing::most_listed_records);
}

TEST_CASE("Rule: nothing is listed of a file that is refused, nor by an import that is no dry run") {
    ImportInto into;
    CHECK(into.dry_run("code,name,time_zone\nA,a,\nB,b,Mars/Base\n", Kind::sites).listed_created.empty());
    CHECK(into.file("code,name\nA,a\n", Kind::sites).listed_created.empty());
}
