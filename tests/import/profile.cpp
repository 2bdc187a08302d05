#include "import/profile.hpp"

#include "import_into.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Outcome;
using importing::Profile;

namespace {

/// A profile of one mapping of hours, with lines added.
std::string hours_profile(std::string_view lines = {}, std::string_view fields = {}) {
    return "title = \"Hours\"\n[[mapping]]\nkind = \"hours\"\nheaders = [\"Firm\", \"Worked\"]\n" +
           std::string{lines} +
           "[mapping.fields]\norganization = \"Firm\"\nperiod = \"When\"\nhours = \"Worked\"\n" +
           std::string{fields};
}

std::string error_of(std::string const& text) {
    Result<Profile> const profile = importing::parse_profile(text, "p.toml");
    REQUIRE_FALSE(profile);
    CHECK(profile.error().message.find("p.toml, line ") == 0);
    return profile.error().message;
}

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

Outcome import_with(ImportInto& into, std::string_view file, std::string const& profile) {
    Result<Profile> const parsed = importing::parse_profile(profile, "p.toml");
    if (!parsed) FAIL(parsed.error().message);
    return into.file(file, *parsed);
}

}  // namespace

TEST_CASE("Every shipped profile can be read, and an unknown name lists them") {
    for (std::string_view const name :
         {"esdc", "cer_incidents", "hpd_violations", "msha_accidents", "eia_msha"}) {
        CAPTURE(name);
        Result<Profile> const profile = importing::find_shipped_profile(name);
        REQUIRE_MESSAGE(profile, profile.error().message);
        CHECK(profile->name == name);
        CHECK_FALSE(profile->title.empty());
    }
    Result<Profile> const unknown = importing::find_shipped_profile("osha");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::not_found);
    CHECK(has(unknown.error().message, "cer_incidents, eia_msha, esdc, hpd_violations, msha_accidents"));
}

TEST_CASE("Rule: beside a kind, a profile without mappings states how a file of that kind is written") {
    std::string const writing = "title = \"As we write\"\nencoding = \"Windows-1252\"\ndecimal_mark = \",\"\n";
    Result<Profile> const profile = importing::parse_profile(writing, "p.toml", importing::Kind::hours);
    REQUIRE_MESSAGE(profile, profile.error().message);
    CHECK(profile->by_header);
    CHECK(profile->mappings.at(0).kind == importing::Kind::hours);
    CHECK(profile->encoding == importing::Encoding::windows_1252);
    CHECK(profile->decimal_mark == importing::DecimalMark::comma);
    CHECK(has(error_of(writing), "or the kind of record beside the profile"));
    // Mappings of its own hold, whatever kind stands beside it.
    Result<Profile> const own = importing::parse_profile(hours_profile(), "p.toml", importing::Kind::sites);
    REQUIRE(own);
    CHECK_FALSE(own->by_header);
    CHECK(own->mappings.at(0).kind == importing::Kind::hours);
}

TEST_CASE("What is wrong in a profile is named with file, line and remedy") {
    CHECK(has(error_of("encoding = \"KOI8-R\"\n" + hours_profile()),
              "must be \"UTF-8\", \"Windows-1251\" or \"Windows-1252\""));
    CHECK(has(error_of("title = \"x\"\n"), "\"mapping\" is missing"));
    CHECK(has(error_of(hours_profile("colour = 1\n")), "\"mapping.colour\" is not known here"));
    CHECK(
        has(error_of(hours_profile({}, "colour = \"A\"\n")), "no column here; known are: organization, site"));
    CHECK(has(error_of("dates = \"YMD\"\n" + hours_profile()), "\"DMY\" or \"MDY\""));
    CHECK(has(error_of("decimal_mark = \"'\"\n" + hours_profile()), "must be \".\" or \",\""));
    CHECK(has(error_of(hours_profile("[[mapping.skip]]\nreason = \"r\"\n")), "says which rows"));
    CHECK(has(error_of(hours_profile("[[mapping.skip]]\nwhen = { column = \"A\", equals = \"x\" }\n")),
              "\"mapping.skip.reason\" is missing"));
    CHECK(has(error_of(hours_profile("[[mapping.skip]]\nreason = \"r\"\nwhen = { column = \"A\" }\n")),
              "exactly one test"));
    CHECK(has(error_of(hours_profile({}, "site = { column = \"A\", constant = \"B\" }\n")),
              "exactly one of them"));
    CHECK(has(error_of(hours_profile({}, "site = { column = \"A\", otherwise = \"B\" }\n")),
              "belongs to a \"map\""));
    CHECK(
        has(error_of(hours_profile({}, "site = { column = \"A\", format = \"MMHH\" }\n")), "must be \"HHMM\""));
    CHECK(has(error_of(hours_profile({}, "site = []\n")), "at least one column"));
    CHECK(has(error_of(hours_profile({}, "site = 5\n")), "must be a table"));
    CHECK(has(error_of(hours_profile({}, "[mapping.create_organizations]\nname = \"A\"\n")),
              "\"mapping.create_organizations.kind\" is missing"));
    CHECK(has(error_of(hours_profile({}, "[mapping.create_sites]\ncode = \"A\"\ntime_zone = \"Z\"\n")),
              "no column here"));
    CHECK(has(error_of("title = \"x\"\n[[mapping]]\nkind = \"people\"\n"), "must be organizations, sites"));
    CHECK(has(error_of("title = \"x\"\n[[mapping]]\nkind = \"sites\"\nheaders = [\"A\"]\nadd_up = true\n"
                       "[mapping.fields]\ncode = \"A\"\nname = \"A\"\n"),
              "for hours and period_totals only"));
    CHECK(has(error_of("title = \"x\"\n[[mapping]]\nkind = \"sites\"\nheaders = [\"A\"]\n[mapping.fields]\n"
                       "code = \"A\"\n"),
              "\"mapping.fields.name\" is missing"));
}

TEST_CASE(
    "The mapping language: columns, constants, joins, alternatives, conditions, maps, zeros, null words") {
    ImportInto into{"UTC"};
    std::string const profile = R"(
title = "Accidents of another system"
dates = "DMY"
null_words = ["n/a"]
[[mapping]]
kind = "incidents"
headers = ["No", "Degree"]
[[mapping.skip]]
when = [{ column = "Tags", contains = ["drill", "test"] }, { column = "Degree", not_equals = "death" }]
reason = "an exercise"
[[mapping.skip]]
when = { column = "Degree", empty = true }
reason = "no degree"
[mapping.fields]
reference = { join = "A-{Year}-{No}" }
organization = ["Contractor", { constant = "OWN" }]
site = { column = "Pit", pad_zeros = 3 }
date = ["Happened", { column = "Reported", when = { column = "Guess", equals = ["yes", "y"] } }]
class = { column = "Degree", map = { death = "FAT", lost = "LWC", "" = "FAC" }, otherwise = "FAC" }
description = { join = "{Town}, {Street}" }
[mapping.create_organizations]
kind = [{ constant = "own", when = { column = "Contractor", empty = true } }, { constant = "contractor" }]
[mapping.create_sites]
time_zone = { constant = "Europe/Berlin" }
)";
    Outcome const outcome =
        import_with(into,
                    "No,Year,Degree,Tags,Contractor,Pit,Happened,Reported,Guess,Town,Street\n"
                    "1,2024,death,\"fire, test\",ALFA,7,01/02/2024,05/02/2024,no,T,S\n"
                    "2,2024,lost,\"fire, test\",ALFA,7,01/02/2024,05/02/2024,no,T,S\n"
                    "3,2024,scratch,testing,n/a,12,n/a,05/02/2024,y,T,n/a\n"
                    "4,2024,n/a,,,,,,,,\n",
                    profile);
    CHECK(places(outcome).empty());
    CHECK(outcome.rows == 4);
    CHECK(outcome.skipped == 2);
    CHECK(outcome.created == 2);
    CHECK(outcome.organizations_created == 2);
    CHECK(outcome.sites_created == 2);
    CHECK(says(outcome, "Skipped for incidents: 1 row, an exercise."));
    CHECK(says(outcome, "Skipped for incidents: 1 row, no degree."));
    CHECK(says(outcome, "Dates as day, month, year, as the profile states: \"Happened\", \"Reported\"."));

    domain::Facts const facts = into.facts();
    REQUIRE(facts.incidents.size() == 2);
    CHECK(facts.incidents[0].reference == "A-2024-1");
    CHECK(facts.incidents[0].incident_class == domain::IncidentClass::fatality);
    CHECK(to_string(facts.incidents[0].occurred_on) == "2024-02-01");
    CHECK(facts.incidents[0].description == "T, S");
    CHECK(facts.incidents[1].reference == "A-2024-3");
    CHECK(facts.incidents[1].incident_class == domain::IncidentClass::first_aid_case);
    CHECK(to_string(facts.incidents[1].occurred_on) == "2024-02-05");
    CHECK(facts.incidents[1].description.empty());
    CHECK(facts.organizations[0].code == "ALFA");
    CHECK(facts.organizations[0].kind == domain::OrganizationKind::contractor);
    CHECK(facts.organizations[1].code == "OWN");
    CHECK(facts.organizations[1].kind == domain::OrganizationKind::own);
    CHECK(facts.sites[0].code == "007");
    CHECK(facts.sites[1].code == "012");
    CHECK(facts.sites[0].time_zone.name() == "Europe/Berlin");
}

TEST_CASE("A value that no map knows is refused with those it knows") {
    ImportInto into{"UTC"};
    std::string const profile =
        hours_profile({},
                      "estimated = { column = \"Sort\", map = { A = \"no\", E = \"yes\" } }\n"
                      "[mapping.create_organizations]\nkind = { constant = \"own\" }\n");
    Outcome const outcome = import_with(into, "Firm,When,Worked,Sort\nX,2024,10,A\nX,2023,10,Z\n", profile);
    REQUIRE(places(outcome) == std::vector<std::string>{"3 Sort [Z]"});
    CHECK(has(outcome.faults[0].expected, "\"A\", \"E\""));
    CHECK(into.facts().organizations.empty());
}

TEST_CASE("Rows of one key are added up, and only then checked") {
    ImportInto into{"UTC"};
    std::string const profile = hours_profile(
        "add_up = true\n",
        "headcount = \"People\"\n[mapping.create_organizations]\nkind = { constant = \"own\" }\n");
    Outcome const outcome = import_with(
        into, "Firm,When,Worked,People\nX,2024-01,700.5,1\nX,2024-01,700,1\nY,2024-01,5,\nY,2024-01,6,3\n",
        profile);
    CHECK(places(outcome).empty());
    CHECK(outcome.rows == 4);
    CHECK(outcome.created == 2);
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 2);
    CHECK(facts.hours[0].hours_hundredths == 140'050);
    CHECK(facts.hours[0].headcount == 2);
    CHECK(facts.hours[1].hours_hundredths == 1'100);
    CHECK(facts.hours[1].headcount == domain::unknown_headcount);
}

TEST_CASE("A file that has none of the layouts, or lacks a column of its layout, is told so") {
    ImportInto into{"UTC"};
    Outcome const other = import_with(into, "a,b\n1,2\n", hours_profile());
    REQUIRE(other.faults.size() == 1);
    CHECK(has(other.faults[0].expected, "hours need \"Firm\""));
    Outcome const lacking = import_with(into, "Firm,Worked\nX,1\n", hours_profile());
    CHECK(places(lacking) == std::vector<std::string>{"1 When []"});
    Outcome const doubled = import_with(into, "Firm,Worked,When,When\nX,1,2024,2024\n", hours_profile());
    CHECK(places(doubled) == std::vector<std::string>{"1 When []"});
}
