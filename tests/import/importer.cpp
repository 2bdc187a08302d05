// Files that people export, taken whole; what was detected said back.

#include "import_into.hpp"

#include "base/sha256.hpp"

#include <iconv.h>

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

/// UTF-8 to Windows-1251, by iconv the other way round.
std::string in_windows_1251(std::string text) {
    iconv_t const converter = iconv_open("CP1251", "UTF-8");
    std::string result(text.size(), '\0');
    char* from = text.data();
    char* to = result.data();
    std::size_t from_left = text.size();
    std::size_t to_left = result.size();
    REQUIRE(iconv(converter, &from, &from_left, &to, &to_left) == 0);
    iconv_close(converter);
    result.resize(result.size() - to_left);
    return result;
}

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nOWN,Own people,own\nALFA,Alfa LLP,contractor\n");
    into.given(Kind::sites,
               "code,name,time_zone\nNORTH,North pit,Asia/Almaty\nSOUTH,South plant,Europe/Berlin\n");
}

}  // namespace

TEST_CASE("A Russian file: Windows-1251, semicolons, decimal comma, no-break spaces, months in words") {
    ImportInto into{"Asia/Almaty"};
    Outcome const organizations = into.file(in_windows_1251("Код;Наименование;Вид;Дата мобилизации\r\n"
                                                            "СВОИ;Собственный персонал;свои;\r\n"
                                                            "ВЕКТОР;ТОО «Вектор»;Подрядчик;01.02.2024\r\n"),
                                            Kind::organizations);
    CHECK(places(organizations).empty());
    CHECK(says(
        organizations,
        "Encoding: Windows-1251, because it is not UTF-8; \"Код\" is a word as it was read. If it is wrong, "
        "state the encoding in a profile."));
    CHECK(says(organizations, "Delimiter: semicolon."));
    CHECK(says(organizations, "Dates as day, month, year: \"Дата мобилизации\"."));
    CHECK(says(
        organizations,
        "Columns read: code from \"Код\", name from \"Наименование\", kind from \"Вид\", mobilized_on from "
        "\"Дата мобилизации\"."));

    Outcome const hours =
        into.file(in_windows_1251("Организация;Период;Отработано часов;Численность;Расчётно;Прим.\r\n"
                                  "ВЕКТОР;март 2025;12\u00A0480,50;70;нет;\r\n"
                                  "ВЕКТОР;Апрель 2025 г.;1\u00A0234;7;да;x\r\n"
                                  "СВОИ;I квартал 2025;150 000,25;;;\r\n"
                                  ";;;;;\r\n"),
                  Kind::hours);
    CHECK(places(hours).empty());
    CHECK(hours.rows == 3);
    CHECK(says(hours, "Columns ignored: \"Прим.\"."));
    CHECK(says(hours,
               "Numbers with decimal comma, thousands set apart by a no-break space and a space: "
               "\"Отработано часов\"."));
    domain::Facts const facts = into.facts();
    REQUIRE(facts.organizations.size() == 2);
    CHECK(facts.organizations[1].name == "ТОО «Вектор»");
    CHECK(to_string(facts.organizations[1].mobilized_on) == "2024-02-01");
    REQUIRE(facts.hours.size() == 3);
    CHECK(facts.hours[0].hours_hundredths == 1'248'050);
    CHECK(facts.hours[0].headcount == 70);
    CHECK_FALSE(facts.hours[0].estimated);
    CHECK(to_string(facts.hours[1].period.last) == "2025-04-30");
    CHECK(facts.hours[1].hours_hundredths == 123'400);
    CHECK(facts.hours[1].estimated);
    CHECK(facts.hours[2].hours_hundredths == 15'000'025);
    CHECK(to_string(facts.hours[2].period.last) == "2025-03-31");

    Outcome const violations = into.file(
        "\xEF\xBB\xBF№\tПодрядчик\tКритичность\tДата выявления\tСрок устранения\tДата устранения\tОписание\n"
        "П-1\tВЕКТОР\tкритическое\t05.03.2025\t\t\t=СУММ(A1)\n"
        "П-2\tВЕКТОР\tВысокое\t05.03.2025\t20.03.2025\t19.03.2025\t\n"
        "П-3\tВЕКТОР\tнизкое\t05.03.2025\tбез срока\t\t\n",
        Kind::violations);
    CHECK(places(violations).empty());
    CHECK(says(violations, "Encoding: UTF-8 with a byte order mark."));
    CHECK(says(violations, "Delimiter: tab."));
    // Without a due date it follows from the severity; critical: the same day.
    CHECK(to_string(into.violation("П-1")->violation.due_on) == "2025-03-05");
    CHECK(into.violation("П-1")->texts.description == "=СУММ(A1)");
    CHECK(to_string(into.violation("П-2")->violation.due_on) == "2025-03-20");
    CHECK(to_string(into.violation("П-2")->violation.fixed_on) == "2025-03-19");
    CHECK(into.violation("П-3")->violation.due_on.is_never());
}

TEST_CASE("Every column of every kind arrives where it belongs") {
    ImportInto into{"UTC"};
    into.given(Kind::organizations,
               "code,name,kind,counts_from,mobilized_on,demobilized_on\nA,Alfa,contractor,totals,2024-01-01,"
               "2026-12-31\n");
    into.given(Kind::sites, "code,name,time_zone\nS,South,Asia/Almaty\n");
    into.given(
        Kind::incidents,
        "reference,event,organization,site,date,time,reported_on,class,provisional,lost_days,restricted_days,"
        "returned_on,description,voided\n"
        "R,E,A,S,2025-03-14,08:30,2025-03-15,RWC,yes,3,4,2025-03-20,\"line 1\nline 2\",no\n");
    into.given(
        Kind::violations,
        "reference,organization,site,requirement,severity,found_on,assigned_on,due_on,extended_due_on,"
        "extension_granted_on,fixed_on,verified_on,cancelled_on,description,location,voided\n"
        "V,A,S,Rule 5,medium,2025-03-01,2025-03-02,2025-03-03,2025-03-09,2025-03-03,2025-03-05,2025-03-06,"
        "2025-03-07,words,place,yes\n");
    into.given(
        Kind::period_totals,
        "organization,site,first,last,hours,headcount,FAT,PTD,LWC,RWC,MTC,FAC,MICRO,NEAR_MISS,HAZARD,lost_days,"
        "restricted_days,voided\nA,S,2024-01-01,2024-01-31,100.25,5,1,2,3,4,5,6,7,8,,10,11,no\n");
    domain::Facts const facts = into.facts();

    domain::Organization const& organization = facts.organizations.at(0);
    CHECK(organization.counts_from == domain::CountsFrom::totals);
    CHECK(to_string(organization.mobilized_on) == "2024-01-01");
    CHECK(to_string(organization.demobilized_on) == "2026-12-31");
    CHECK(facts.sites.at(0).time_zone.name() == "Asia/Almaty");

    domain::Incident const& incident = facts.incidents.at(0);
    CHECK(incident.event_reference == "E");
    CHECK(incident.site == facts.sites[0].id);
    CHECK(to_string(incident.occurred_on) == "2025-03-14");
    // Almaty has been five hours ahead of UTC since March 2024.
    CHECK(to_string(*incident.occurred_at) == "2025-03-14T03:30:00Z");
    CHECK(to_string(incident.reported_on) == "2025-03-15");
    CHECK(incident.incident_class == domain::IncidentClass::restricted_work_case);
    CHECK(incident.provisional);
    CHECK(incident.lost_days == 3);
    CHECK(incident.restricted_days == 4);
    CHECK(to_string(incident.returned_on) == "2025-03-20");
    CHECK(incident.description == "line 1\nline 2");
    CHECK_FALSE(incident.voided);

    auto const stored = into.violation("V");
    REQUIRE(stored);
    CHECK(stored->violation.severity == domain::Severity::medium);
    CHECK(to_string(stored->violation.found_on) == "2025-03-01");
    CHECK(to_string(stored->violation.assigned_on) == "2025-03-02");
    CHECK(to_string(stored->violation.due_on) == "2025-03-03");
    CHECK(to_string(stored->violation.extended_due_on) == "2025-03-09");
    CHECK(to_string(stored->violation.extension_granted_on) == "2025-03-03");
    CHECK(to_string(stored->violation.fixed_on) == "2025-03-05");
    CHECK(to_string(stored->violation.verified_on) == "2025-03-06");
    CHECK(to_string(stored->violation.cancelled_on) == "2025-03-07");
    CHECK(stored->violation.voided);
    CHECK(stored->texts == store::ViolationTexts{"V", "Rule 5", "words", "place"});

    domain::PeriodTotals const& totals = facts.period_totals.at(0);
    CHECK(totals.counts == std::array<std::int64_t, 9>{1, 2, 3, 4, 5, 6, 7, 8, domain::unknown_count});
    CHECK(totals.hours_hundredths == 10'025);
    CHECK(totals.headcount == 5);
    CHECK(totals.lost_days == 10);
    CHECK(totals.restricted_days == 11);
}

TEST_CASE("Periods of every shape, also a month or a quarter beside its year") {
    ImportInto into{"UTC"};
    given_parties(into);
    into.given(Kind::hours, "organization,from,to,hours\nALFA,2024-01-01,2024-01-07,1\n");
    into.given(Kind::hours, "organization,year,month,hours\nALFA,2024,2,1\nALFA,2024,март,1\n");
    into.given(Kind::hours, "organization,year,quarter,hours\nALFA,2024,2,1\nALFA,2024,Q3,1\nALFA,2023,,1\n");
    std::vector<std::string> periods;
    for (domain::HoursRecord const& record : into.facts().hours) {
        periods.push_back(to_string(record.period.first) + "/" + to_string(record.period.last));
    }
    CHECK(periods == std::vector<std::string>{"2024-01-01/2024-01-07", "2024-02-01/2024-02-29",
                                              "2024-03-01/2024-03-31", "2024-04-01/2024-06-30",
                                              "2024-07-01/2024-09-30", "2023-01-01/2023-12-31"});
}

TEST_CASE("The same file again changes nothing; a changed row is a new revision with the file as its source") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const header = "reference,organization,date,class\n";
    std::string const first = header + "1,ALFA,2025-03-14,FAC\n2,ALFA,2025-03-15,MTC\n";
    CHECK(into.file(first, Kind::incidents).created == 2);
    Revision const before = into.revision();

    Outcome const again = into.file(first, Kind::incidents);
    CHECK(again.unchanged == 2);
    CHECK(again.created + again.revised == 0);
    CHECK(into.revision() == before);

    std::string const second = header + "2,ALFA,2025-03-15,LWC\n1,ALFA,2025-03-14,FAC\n3,ALFA,2025-03-16,FAC\n";
    Outcome const changed = into.file(second, importing::standard_profile(Kind::incidents), "march.csv");
    CHECK(changed.created == 1);
    CHECK(changed.revised == 1);
    CHECK(changed.unchanged == 1);
    CHECK(into.revision() == before + 1);
    auto const change = into.newest_change();
    REQUIRE(change);
    CHECK(change->author.who == "test");
    CHECK(change->author.source == "march.csv sha256:" + sha256_hex(second));
    CHECK(into.facts().incidents.at(1).incident_class == domain::IncidentClass::lost_work_day_case);
}

TEST_CASE("Dates that can be read both ways are decided by another column, by the profile, or refused") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const ambiguous =
        "reference,organization,date,class\n1,ALFA,03/04/2025,FAC\n2,ALFA,05/06/2025,FAC\n";
    Outcome const refused = into.file(ambiguous, Kind::incidents);
    REQUIRE(places(refused) == std::vector<std::string>{"2 date [03/04/2025]"});
    CHECK(refused.faults[0].expected.find("\"DMY\" or \"MDY\"") != std::string::npos);

    Outcome const decided = into.file(
        "reference,organization,date,reported_on,class\n1,ALFA,03/04/2025,04/13/2025,FAC\n", Kind::incidents);
    CHECK(places(decided).empty());
    CHECK(says(decided, "Dates as month, day, year, as other columns show: \"date\"."));
    CHECK(says(decided, "Dates as month, day, year: \"reported_on\"."));
    CHECK(to_string(into.facts().incidents.at(0).occurred_on) == "2025-03-04");

    importing::Profile stated = importing::standard_profile(Kind::incidents);
    stated.dates = importing::DateOrder::day_first;
    Outcome const by_profile = into.file(ambiguous, stated);
    CHECK(places(by_profile).empty());
    CHECK(to_string(into.facts().incidents.at(1).occurred_on) == "2025-06-05");

    // A column that shows both orders cannot be right: the rows of the rarer one are refused.
    Outcome const mixed = into.file(
        "reference,organization,date,class\n5,ALFA,13/04/2025,FAC\n6,ALFA,14/04/2025,FAC\n7,ALFA,04/15/"
        "2025,FAC\n",
        Kind::incidents);
    CHECK(places(mixed) == std::vector<std::string>{"4 date [04/15/2025]"});
}

TEST_CASE("Numbers that can be read both ways are decided by another column, by the profile, or refused") {
    ImportInto into{"UTC"};
    given_parties(into);
    std::string const ambiguous = "organization;month;hours\nALFA;2025-01;12,480\n";
    Outcome const refused = into.file(ambiguous, Kind::hours);
    REQUIRE(places(refused) == std::vector<std::string>{"2 hours [12,480]"});
    CHECK(refused.faults[0].expected.find("decimal_mark") != std::string::npos);

    Outcome const decided =
        into.file("organization;month;hours;headcount\nALFA;2025-01;12,480;1,234\n", Kind::hours);
    CHECK(places(decided).empty());
    CHECK(
        says(decided,
             "Numbers with decimal point, thousands set apart by a comma, as other columns show: \"hours\"."));
    CHECK(into.facts().hours.at(0).hours_hundredths == 1'248'000);

    importing::Profile stated = importing::standard_profile(Kind::hours);
    stated.decimal_mark = importing::DecimalMark::comma;
    CHECK(places(into.file("organization;month;hours\nALFA;2025-02;12,480\n", stated)).empty());
    CHECK(into.facts().hours.at(1).hours_hundredths == 1'248);
}

TEST_CASE("Rule: of an ambiguous column only that is said: that it is, why, and what settles it") {
    ImportInto into;
    given_parties(into);
    auto const nothing_said_of = [](Outcome const& outcome, std::string_view start) {
        for (std::string const& said : outcome.said_back) {
            INFO(said);
            CHECK_FALSE(said.starts_with(start));
        }
    };
    // Read with the day first the second date would lie in the future; nothing is said of that either.
    Outcome const dates = into.file(
        "reference,organization,date,class\n1,ALFA,03/04/2025,FAC\n2,ALFA,01/02/2026,FAC\n", Kind::incidents);
    REQUIRE(places(dates) == std::vector<std::string>{"2 date [03/04/2025]"});
    nothing_said_of(dates, "Dates");
    for (std::string_view const words :
         {"ambiguous", "the day first or the month first", "dates = \"DMY\"", "2025-03-31"}) {
        CHECK(dates.faults[0].expected.find(words) != std::string::npos);
    }
    Outcome const numbers =
        into.file("organization;month;hours;headcount\nALFA;2025-01;12,480;1\n", Kind::hours);
    REQUIRE(places(numbers) == std::vector<std::string>{"2 hours [12,480]"});
    for (std::string const& said : numbers.said_back)
        CHECK_FALSE((said.starts_with("Numbers") && said.find("\"hours\"") != std::string::npos));
    for (std::string_view const words : {"ambiguous", "decimals or thousands", "decimal_mark = "})
        CHECK(numbers.faults[0].expected.find(words) != std::string::npos);
}

TEST_CASE("Rule: an encoding that was guessed wrongly shows, and can be stated") {
    ImportInto into;
    // "Müller", in Windows-1252.
    std::string const file = "code,name\nA,Caf\xE9\nB,M\xFCller\n";
    CHECK(says(
        into.file(file, Kind::sites),
        "Encoding: Windows-1251, because it is not UTF-8; \"Cafй\" is a word as it was read. If it is wrong, "
        "state the encoding in a profile."));
    importing::Profile stated = importing::standard_profile(Kind::sites);
    stated.encoding = importing::Encoding::windows_1252;
    CHECK(
        says(into.file(file, stated), "Encoding: Windows-1252, as stated; \"Café\" is a word as it was read."));
    CHECK(into.facts().sites.at(1).name == "Müller");
    stated.encoding = importing::Encoding::utf8;
    Outcome const refused = into.file(file, stated);
    CHECK(places(refused) == std::vector<std::string>{"2  []"});
    CHECK(refused.faults.at(0).expected.starts_with("UTF-8 was stated, but this line is not UTF-8."));
}

TEST_CASE("A site without a zone has the enterprise's") {
    ImportInto into{"Asia/Almaty"};
    into.given(Kind::sites, "code,name\nS,South\n");
    CHECK(into.facts().sites.at(0).time_zone.name() == "Asia/Almaty");
}

TEST_CASE("Without a commit nothing stays: a dry run") {
    ImportInto into{"UTC"};
    Revision const before = into.revision();
    Outcome const outcome = into.dry_run("code,name\nS,South\n", Kind::sites);
    CHECK(outcome.created == 1);
    CHECK(into.revision() == before);
    CHECK(into.facts().sites.empty());
}
