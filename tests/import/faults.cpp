// What bad input gets: every fault with its place, and nothing written.

#include "import_into.hpp"

#include <algorithm>
#include <random>

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

/// One organization of each kind and two sites.
void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nOWN,Own people,own\nALFA,Alfa LLP,contractor\n");
    into.given(Kind::sites,
               "code,name,time_zone\nNORTH,North pit,Asia/Almaty\nSOUTH,South plant,Europe/Berlin\n");
}

/// The expectation of the only fault.
std::string only_fault(Outcome const& outcome) {
    for (std::string const& place : places(outcome))
        INFO(place);
    REQUIRE(outcome.faults.size() == 1);
    return outcome.faults.front().expected;
}

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A file with planted faults lists exactly those, and writes nothing") {
    ImportInto into{"Asia/Almaty"};
    given_parties(into);
    Revision const before = into.revision();
    Outcome const outcome = into.file(
        "reference,organization,site,date,time,reported_on,class,provisional,lost_days,returned_on,"
        "description\n"                                                                                  // 1
        "I-1,ALFA,NORTH,2025-03-14,08:30,2025-03-14,LWC,yes,3,2025-03-18,\"two\nlines, and a comma\"\n"  // 2, 3
        "I-2,ALPHA,NORTH,2025-03-14,,,LWC,,,,\n"                                                         // 4
        "I-3,ALFA,WEST,2025-03-14,,,LWC,,,,\n"                                                           // 5
        "I-4,ALFA,NORTH,2025-02-30,,,LWC,,,,\n"                                                          // 6
        "I-5,ALFA,NORTH,2026-01-16,,,LWC,,,,\n"                                                          // 7
        "I-6,ALFA,NORTH,2025-03-14,25:00,,LWC,,,,\n"                                                     // 8
        "I-7,ALFA,NORTH,2025-03-14,,2025-03-13,LWC,,,,\n"                                                // 9
        "I-8,ALFA,NORTH,2025-03-14,,,BAD,,,,\n"                                                          // 10
        "I-9,ALFA,NORTH,2025-03-14,,,LWC,maybe,,,\n"                                                     // 11
        "I-10,ALFA,NORTH,2025-03-14,,,LWC,,-1,,\n"                                                       // 12
        "I-11,ALFA,NORTH,2025-03-14,,,LWC,,2.5,,\n"                                                      // 13
        "I-12,ALFA,NORTH,2025-03-14,,,LWC,,,2025-03-13,\n"                                               // 14
        "I-1,ALFA,NORTH,2025-03-14,,,LWC,,,,\n"                                                          // 15
        ",ALFA,NORTH,2025-03-14,,,LWC,,,,\n"                                                             // 16
        "I-13,,NORTH,2025-03-14,,,LWC,,,,\n"                                                             // 17
        "I-14,ALFA,NORTH,,,,LWC,,,,\n"                                                                   // 18
        "I-15,ALFA,NORTH,2025-03-14,,,,,,,\n"                                                            // 19
        "I-16,ALFA,NORTH,2025-03-14,,,LWC,,,,bell\x07\n"                                                 // 20
        "I-17,ALFA,NORTH,2025-03-14,,,LWC,,,,one,cell,more\n"                                            // 21
        "I-18,ALFA,NORTH,2025-03-14,,,LWC\n"                                                             // 22
        "\"I-\n19\",ALFA,NORTH,2025-03-14,,,LWC,,,,\n",  // 23, 24
        Kind::incidents);

    CHECK(places(outcome) == std::vector<std::string>{"4 organization [ALPHA]",
                                                      "5 site [WEST]",
                                                      "6 date [2025-02-30]",
                                                      "7 date [2026-01-16]",
                                                      "8 time [25:00]",
                                                      "9 reported_on [2025-03-13]",
                                                      "10 class [BAD]",
                                                      "11 provisional [maybe]",
                                                      "12 lost_days [-1]",
                                                      "13 lost_days [2.5]",
                                                      "14 returned_on [2025-03-13]",
                                                      "15 reference [I-1]",
                                                      "16 reference []",
                                                      "17 organization []",
                                                      "18 date []",
                                                      "19 class []",
                                                      "20 description [bell ]",
                                                      "21  [13 cells]",
                                                      "22  [7 cells]",
                                                      "23 reference [I- 19]"});
    CHECK(outcome.more_faults == 0);
    CHECK(outcome.created == 0);
    for (importing::Fault const& fault : outcome.faults)
        CHECK(fault.expected.ends_with('.'));
    CHECK(has(outcome.faults[0].expected, "the nearest: \"ALFA\""));
    CHECK(has(outcome.faults[3].expected, "2026-01-15 today"));
    CHECK(has(outcome.faults[11].expected, "lines 2 and 15"));
    CHECK(has(outcome.faults[16].expected, "U+0007"));
    CHECK(into.revision() == before);
    CHECK(into.facts().incidents.empty());
}

TEST_CASE("The future begins by the clock of the site") {
    ImportInto into{"UTC", "2026-01-15T20:00Z"};
    into.given(Kind::organizations, "code,name,kind\nA,A,own\n");
    into.given(Kind::sites, "code,name,time_zone\nEAST,East,Asia/Almaty\nWEST,West,America/New_York\n");
    // In Almaty it is already the 16th.
    CHECK(into.file("reference,organization,site,date,class\n1,A,EAST,2026-01-16,FAC\n", Kind::incidents)
              .faults.empty());
    CHECK(has(only_fault(into.file("reference,organization,site,date,class\n2,A,WEST,2026-01-16,FAC\n",
                                   Kind::incidents)),
              "2026-01-15 today"));
    CHECK(has(only_fault(into.file("reference,organization,date,class\n3,A,2026-01-16,FAC\n", Kind::incidents)),
              "not in the future"));
    // Later on the day of today.
    CHECK(has(only_fault(into.file("reference,organization,date,time,class\n4,A,2026-01-15,20:01,FAC\n",
                                   Kind::incidents)),
              "A time that is not in the future"));
}

TEST_CASE("Hours that cannot be are refused") {
    ImportInto into{"UTC"};
    given_parties(into);
    auto const hours = [&](std::string_view rows) {
        return into.file("organization,site,first,last,hours,headcount\n" + std::string{rows}, Kind::hours);
    };
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,-5,10\n")), "not negative"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,7440.01,10\n")), "At most 7440 hours"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,99999999999,\n")), "number of hours"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,1e5,\n")), "number of hours"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,,\n")), "the cell is empty"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-01-01,2025-01-31,100,2.5\n")), "whole number"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2025-02-01,2025-01-31,100,\n")), "not before the first"));
    CHECK(has(only_fault(hours("ALFA,NORTH,2026-01-01,2026-01-31,100,\n")), "not in the future"));
    CHECK(has(only_fault(hours("ALFA,NORTH,,2025-01-31,100,\n")), "A date"));
    CHECK(into.facts().hours.empty());
    CHECK(hours("ALFA,NORTH,2025-01-01,2025-01-31,7440,10\n").faults.empty());
    // An average of 0 people is a fraction rounded down.
    CHECK(hours("ALFA,SOUTH,2025-01-01,2025-01-31,744,0\n").faults.empty());
    CHECK(has(only_fault(hours("ALFA,SOUTH,2025-02-01,2025-02-28,673,0\n")), "At most 672 hours"));
}

TEST_CASE("Periods of one organization and site must not overlap, in the file and with the store") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const header = "organization,site,first,last,hours\n";
    Outcome const in_file =
        into.file(header +
                      "ALFA,NORTH,2025-01-01,2025-03-31,100\n"
                      "ALFA,SOUTH,2025-02-01,2025-02-28,100\n"  // Another site.
                      "OWN,NORTH,2025-02-01,2025-02-28,100\n"   // Another organization.
                      "ALFA,,2025-06-01,2025-06-30,100\n"       // No site.
                      "ALFA,NORTH,2025-02-01,2025-02-28,100\n"  // Line 6.
                      "ALFA,NORTH,2025-03-31,2025-04-30,100\n"  // Line 7: one day of line 2.
                      "ALFA,NORTH,2025-05-01,2025-05-31,100\n"
                      "ALFA,NORTH,2025-05-01,2025-05-31,100\n",  // Line 9.
                  Kind::hours);
    CHECK(places(in_file) == std::vector<std::string>{"6  []", "7  []", "9  []"});
    CHECK(has(in_file.faults[0].expected, "lines 2 and 6 overlap"));
    CHECK(has(in_file.faults[1].expected, "lines 2 and 7 overlap"));
    CHECK(has(in_file.faults[2].expected, "lines 8 and 9 state the same period"));

    // A voided row shares its days with nobody, but states its period once.
    Outcome const voided = into.file(
        "organization,month,hours,voided\nALFA,2025-01,1,yes\nALFA,2025-01,2,no\nALFA,2025-02,1,yes\nALFA,2025-"
        "02,1,yes\n",
        Kind::hours);
    CHECK(places(voided) == std::vector<std::string>{"3  []", "5  []"});

    into.given(Kind::hours, header + "ALFA,NORTH,2025-01-01,2025-01-31,100\n");
    CHECK(has(only_fault(into.file(header + "ALFA,NORTH,2025-01-31,2025-02-28,100\n", Kind::hours)),
              "2025-01-01 to 2025-01-31"));
    // Withdrawn, it makes room.
    into.given(Kind::hours,
               "organization,site,first,last,hours,voided\nALFA,NORTH,2025-01-01,2025-01-31,100,yes\n");
    into.given(Kind::hours, header + "ALFA,NORTH,2025-01-31,2025-02-28,100\n");
    CHECK(into.facts().hours.size() == 2);

    into.given(Kind::period_totals, "organization,year,hours,FAT\nALFA,2024,1000,0\n");
    CHECK(has(only_fault(into.file("organization,month,FAT\nALFA,2024-05,0\n", Kind::period_totals)),
              "2024-01-01 to 2024-12-31"));
}

TEST_CASE("Dates of a violation come in their order; a due date may lie before the finding") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const header =
        "reference,organization,severity,found_on,assigned_on,due_on,extended_due_on,extension_granted_on,"
        "fixed_on,verified_on,cancelled_on\n";
    Outcome const outcome = into.file(header +
                                          "V1,ALFA,high,2025-03-10,2025-03-09,2025-03-13,,,,,\n"
                                          "V2,ALFA,high,2025-03-10,,2025-03-13,,,2025-03-09,,\n"
                                          "V3,ALFA,high,2025-03-10,,2025-03-13,,,2025-03-12,2025-03-11,\n"
                                          "V4,ALFA,high,2025-03-10,,2025-03-13,,,,,2025-03-09\n"
                                          "V5,ALFA,high,2025-03-10,,2025-03-13,2025-03-12,2025-03-11,,,\n"
                                          "V6,ALFA,high,2025-03-10,,2025-03-13,,2025-03-11,,,\n"
                                          "V7,ALFA,high,2027-01-01,,,,,,,\n"
                                          "V8,ALFA,severe,2025-03-10,,,,,,,\n"
                                          "V9,ALFA,high,,,,,,,,\n",
                                      Kind::violations);
    CHECK(places(outcome) ==
          std::vector<std::string>{"2 assigned_on [2025-03-09]", "3 fixed_on [2025-03-09]",
                                   "4 verified_on [2025-03-11]", "5 cancelled_on [2025-03-09]",
                                   "6 extended_due_on [2025-03-12]", "7 extended_due_on []",
                                   "8 found_on [2027-01-01]", "9 severity [severe]", "10 found_on []"});
    CHECK(into.file(header + "V1,ALFA,high,2025-03-10,,2025-03-01,,,2025-03-12,,\n", Kind::violations)
              .faults.empty());
    CHECK(to_string(into.violation("V1")->violation.due_on) == "2025-03-01");
}

TEST_CASE("Unknown parties are told with the nearest codes, or with what to import first") {
    ImportInto into{"UTC"};
    std::string const file = "organization,site,month,hours\nALFA,NORTH,2025-01,10\n";
    Outcome const empty = into.file(file, Kind::hours);
    REQUIRE(empty.faults.size() == 2);
    CHECK(has(empty.faults[0].expected, "Import organizations first"));
    CHECK(has(empty.faults[1].expected, "Import sites first"));

    into.given(Kind::organizations,
               "code,name,kind\nALFA-1,a,own\nALFA-2,b,own\nALFA-3,c,own\nALFA-4,d,own\nZULU,e,own\n");
    std::string const near = into.file(file, Kind::hours).faults[0].expected;
    CHECK(has(near, "\"ALFA-1\", \"ALFA-2\", \"ALFA-3\"."));
    CHECK_FALSE(has(near, "ZULU"));
    CHECK(has(into.file("organization,month,hours\nQQQQQQ,2025-01,10\n", Kind::hours).faults[0].expected,
              "none is like it"));
}

TEST_CASE("Organizations and sites are checked too") {
    ImportInto into{"UTC"};
    Outcome const organizations = into.file(
        "code,name,kind,counts_from,mobilized_on,demobilized_on\n"
        "A,Alfa,friend,,,\n"
        "B,,own,,,\n"
        "C,Charlie,own,guesses,,\n"
        "D,Delta,own,,2025-02-01,2025-01-31\n"
        ",Echo,own,,,\n"
        "C,Again,own,,,\n",
        Kind::organizations);
    CHECK(places(organizations) ==
          std::vector<std::string>{"2 kind [friend]", "3 name []", "4 counts_from [guesses]",
                                   "5 demobilized_on [2025-01-31]", "6 code []", "7 code [C]"});
    Outcome const sites = into.file(
        "code,name,time_zone\nA,Alfa,Mars/Olympus\nB,Bravo,\n" + std::string(101, 'x') + ",Long,UTC\n",
        Kind::sites);
    CHECK(places(sites) ==
          std::vector<std::string>{"2 time_zone [Mars/Olympus]", "4 code [" + std::string(79, 'x') + "…]"});
    CHECK(has(sites.faults[1].expected, "At most 100 characters; it has 101."));
}

TEST_CASE("A file that is no table is refused with the remedy") {
    ImportInto into{"UTC"};
    using namespace std::string_literals;
    CHECK(has(only_fault(into.file("", Kind::sites)), "empty"));
    CHECK(has(only_fault(into.file("\n\n", Kind::sites)), "empty"));
    CHECK(has(only_fault(into.file("PK\x03\x04rest", Kind::sites)), "The workbook is broken"));
    CHECK(has(only_fault(into.file("\xFF\xFE"s + "c\0o\0"s, Kind::sites)), "UTF-16"));
    CHECK(has(only_fault(into.file("code,name\nA,zero\0byte\n"s, Kind::sites)), "U+0000"));
    CHECK(into.file("code,name\nA,zero\0byte\n"s, Kind::sites).faults.front().line == 2);
    // 0x98 is in neither encoding.
    CHECK(has(only_fault(into.file("code,name\nA,\xC0\x98\n", Kind::sites)), "in neither"));
    CHECK(has(only_fault(into.file("\xEF\xBB\xBF"
                                   "code,name\nA,\xC0\n",
                                   Kind::sites)),
              "mark of UTF-8"));
    Outcome const unclosed = into.file("code,name\nA,a\nB,\"never closed\n", Kind::sites);
    CHECK(has(only_fault(unclosed), "never closed"));
    CHECK(unclosed.faults.front().line == 3);
    CHECK(has(only_fault(into.file("code,name\nA,\"in\"side\n", Kind::sites)), "written twice"));
}

TEST_CASE("Rule: a file with a header and no rows is refused, because it says nothing") {
    ImportInto into{"UTC"};
    for (std::string_view const file : {"code,name", "code,name\n", "code,name\n,\n\n"}) {
        CAPTURE(file);
        CHECK(only_fault(into.file(file, Kind::sites)) ==
              "Rows below the header; the file has none, so it says nothing.");
    }
    // A wrong header is what is told of a file with a wrong header.
    CHECK(places(into.file("code\n", Kind::sites)) == std::vector<std::string>{"1 name []"});
}

TEST_CASE("Missing, doubled and unknown columns") {
    ImportInto into{"UTC"};
    Outcome const missing = into.file("code;remark\nA;x\n", Kind::organizations);
    CHECK(places(missing) == std::vector<std::string>{"1 name []", "1 kind []"});
    CHECK(places(into.file("organization,hours\nA,1\n", Kind::hours)) ==
          std::vector<std::string>{"1 period []"});
    CHECK(has(only_fault(into.file("code,name,Название\nA,a,b\n", Kind::sites)), "the file has two"));
    Outcome const extra = into.file("code,name,remark,\nA,a,x,y\n", Kind::sites);
    CHECK(extra.faults.empty());
    CHECK(says(extra, "Columns ignored: \"remark\", column 4 (without a header)."));
}

TEST_CASE("Beyond the faults that are listed the others are counted") {
    ImportInto into{"UTC"};
    std::string file = "code,name,kind\n";
    for (int i = 0; i < 250; ++i)
        file += std::to_string(i) + ",name,wrong\n";
    Outcome const outcome = into.file(file, Kind::organizations);
    CHECK(outcome.faults.size() == importing::most_faults);
    CHECK(outcome.more_faults == 50);
}

TEST_CASE("A database without an enterprise is told to be made first") {
    TemporaryFolder const folder;
    Instant const now = moment("2026-01-15T12:00Z");
    store::Connection connection = store::create_database(folder / "e.db", now).value();
    store::WriteTx tx{connection, now};
    domain::Policy const policy;
    Outcome const outcome = importing::import_file(
        tx, policy, {"code,name\nA,a\n", "s.csv", importing::standard_profile(Kind::sites), "test"});
    CHECK(has(only_fault(outcome), "safetycell init"));
}

TEST_CASE("Whatever bytes come, there is an answer, and only whole files are taken") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const seed =
        "reference,organization,site,severity,found_on,due_on,fixed_on,hours,month,date,class,code,name,kind,"
        "FAT\n"
        "1,ALFA,NORTH,high,2025-03-14,2025-03-20,18.03.2025,\"1,234.5\",2025-03,14/03/2025,LWC,C1,Name,own,1\n"
        "2,OWN,SOUTH,low,2025-03-15,,,12.5,март 2025,15/03/2025,MTC,C2,\"Two\nlines\",подрядчик,0\n";
    std::mt19937 random{7};
    int taken = 0;
    int refused = 0;
    for (int round = 0; round < 600; ++round) {
        std::string bytes = seed;
        for (std::size_t changes = random() % 4; changes > 0; --changes) {
            std::size_t const at = random() % bytes.size();
            switch (random() % 4) {
                case 0: bytes[at] = static_cast<char>(random() % 256); break;
                case 1: bytes.erase(at, 1 + random() % 5); break;
                case 2: bytes.insert(at, 1, ",;\t\"\n\r0.-"[random() % 9]); break;
                default: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
            }
        }
        CAPTURE(bytes);
        Outcome outcome;
        CHECK_NOTHROW(outcome = into.dry_run(bytes, static_cast<Kind>(random() % importing::kind_count)));
        bool const wrote = outcome.created + outcome.revised + outcome.unchanged > 0;
        CHECK_FALSE((wrote && !outcome.faults.empty()));
        ++(outcome.faults.empty() ? taken : refused);
    }
    CHECK(taken > 0);
    CHECK(refused > 0);
}
