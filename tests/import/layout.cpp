// Tables as 1C prints them: titles above, groups between, totals beneath.

#include "import_into.hpp"

#include "support/workbook_file.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

void given_parties(ImportInto& into) {
    into.given(Kind::organizations,
               "code,name,kind\nVEKTOR,ООО «Вектор»,contractor\nALFA,\"ТОО \"\"Альфа\"\"\",contractor\n"
               "B1,Двойник,contractor\nB2,Двойник,contractor\n");
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("Titles above the header and totals beneath are no records, and are said back") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(
        "Отчет по отработанному времени;;;\n"
        "Период: 1 квартал 2025 г.;;;\n"
        ";;;\n"
        "Подрядчик;Месяц;Отработано часов;Численность\n"
        "VEKTOR;январь 2025 г.;12\u00A0480,50;70\n"
        "ТОО \"\"Альфа\"\";январь 2025 г.;1\u00A0000,00;7\n"
        "Итого по подрядчикам;;13\u00A0480,50;77\n"
        "Всего;;13\u00A0480,50;77\n",
        Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(outcome.rows == 2);
    CHECK(says(outcome, "The header is line 4; what stands above it is no record."));
    CHECK(says(outcome, "Totals left out: lines 7 and 8."));
    CHECK(says(outcome, "Organizations known by their names: \"ТОО \"\"Альфа\"\"\" is ALFA."));
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 2);
    CHECK(facts.hours[0].hours_hundredths == 1'248'050);
}

TEST_CASE("Headings of groups state the organization of the rows beneath") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(workbook_of({{"Часы по подрядчикам"},
                                                   {},
                                                   {"Период", "Часы", "Численность"},
                                                   {"ООО \"Вектор\""},
                                                   {"2025-01", "100.5", "7"},
                                                   {"2025-02", "200", "7"},
                                                   {"ALFA"},
                                                   {"2025-01", "50", "3"},
                                                   {"Итого", "350.5"}}),
                                      Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(says(outcome, "Headings of groups, taken as the organization of the rows beneath: lines 4 and 7."));
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 3);
    CHECK(facts.hours[0].organization == facts.hours[1].organization);
    CHECK(facts.hours[2].hours_hundredths == 5'000);
}

TEST_CASE("What only the block above the table states holds for every row") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::sites, "code,name\nN,North\nS,South\n");
    Outcome const outcome = into.file(
        "Организация:;VEKTOR;\nПериод: 01.03.2025 - "
        "31.03.2025;;\nПлощадка;Часы;Численность\nN;100;5\nS;200;6\n",
        Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(says(outcome, "Taken from above the table for every row: organization \"VEKTOR\"."));
    CHECK(says(outcome, "Taken from above the table for every row: the period 2025-03-01 to 2025-03-31."));
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 2);
    CHECK(to_string(facts.hours[1].period.last) == "2025-03-31");
}

TEST_CASE("A name that two organizations share names neither; a fault in a row that is no heading stays one") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file("Подрядчик;Период;Часы\nДвойник;2025-01;5\nVEKTOR;;\n", Kind::hours);
    REQUIRE(outcome.faults.size() == 3);
    CHECK(outcome.faults[0].line == 2);
    CHECK(has(outcome.faults[0].expected, "The code of a known organization"));
    CHECK(outcome.faults[1].line == 3);
}

TEST_CASE("A row that holds all that a record needs is one, even of an organization whose code is TOTAL") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::organizations, "code,name,kind\nTOTAL,Total,contractor\n");
    Outcome const outcome = into.file(
        "organization,period,hours\nTOTAL,2025-10,500\nVEKTOR,2025-10,100\nTotal,,600\n", Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(outcome.rows == 2);
    CHECK(says(outcome, "Totals left out: line 4."));
    REQUIRE(into.facts().hours.size() == 2);
    CHECK(into.facts().hours[0].hours_hundredths + into.facts().hours[1].hours_hundredths == 60'000);
}

TEST_CASE("The contractor that is named above the table goes before the organization whose report it is") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome =
        into.file("Организация: ALFA;\nПодрядчик: VEKTOR;\nПериод;Часы\n2025-03;100\n", Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(says(outcome, "Taken from above the table for every row: organization \"VEKTOR\"."));
}

TEST_CASE("The number of a document above the table is no period") {
    ImportInto into;
    given_parties(into);
    Outcome const refused =
        into.file("Документ;№;2024\nОтчет;от;2024-03\nПодрядчик;Часы;Численность\nVEKTOR;100;5\n", Kind::hours);
    CHECK(has(refused.faults.at(0).expected, "A column with the period"));
    Outcome const outcome = into.file(
        "Документ;№;2024\nза март 2025 г.;;\nПодрядчик;Часы;Численность\nVEKTOR;100;5\n", Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(to_string(into.facts().hours.at(0).period.first) == "2025-03-01");
}

TEST_CASE("What stands beneath the table is no heading and no record, and is said back") {
    ImportInto into;
    given_parties(into);
    Outcome const stated = into.file(
        "Организация: VEKTOR;;\nПериод;Часы;Численность\n2025-01;100;5\n2025-02;200;5\nИтого;300;\n"
        "Исполнитель: Иванов;;\nДата:;31.03.2025;\n",
        Kind::hours);
    CHECK(places(stated).empty());
    CHECK(says(stated, "Taken from above the table for every row: organization \"VEKTOR\"."));
    CHECK(says(stated, "Beneath the table, and so no record: lines 6 and 7."));
    CHECK(into.facts().hours.size() == 2);

    ImportInto other;
    given_parties(other);
    Outcome const grouped = other.file(
        "Организация: Завод;;\nПериод;Часы;Численность\nVEKTOR;;\n2025-01;100;5\nALFA;;\n2025-01;50;3\n"
        "Исполнитель: Иванов;;\n",
        Kind::hours);
    CHECK(places(grouped).empty());
    CHECK(says(grouped, "Headings of groups, taken as the organization of the rows beneath: lines 3 and 5."));
    CHECK(says(grouped, "Beneath the table, and so no record: line 7."));
    CHECK(other.facts().hours.size() == 2);
}

TEST_CASE("A lone figure or period in a row is a faulty record, not a heading") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome =
        into.file("Организация: VEKTOR;\nПериод;Часы\n2025-01;100\n2025-02;\n;300\n", Kind::hours);
    REQUIRE(outcome.faults.size() == 2);
    CHECK(outcome.faults[0].line == 4);
    CHECK(outcome.faults[1].line == 5);
}
