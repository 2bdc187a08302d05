// The timesheet form T-13, as CSV and as a workbook.

#include "import_into.hpp"

#include "support/workbook_file.hpp"

#include <fmt/ranges.h>

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nVEKTOR,ООО «Вектор»,contractor\n");
}

using Rows = std::vector<std::vector<std::string>>;

/// The cells of one line of days: text for those named, "В" or nothing for the others.
std::vector<std::string> line(std::vector<std::string> before, unsigned days, std::string const& on_each,
                              std::vector<std::string> after) {
    for (unsigned day = 0; day < days; ++day)
        before.push_back(on_each);
    before.insert(before.end(), after.begin(), after.end());
    return before;
}

std::vector<std::string> numbered(std::vector<std::string> before, unsigned first, unsigned last,
                                  std::vector<std::string> after) {
    for (unsigned day = first; day <= last; ++day)
        before.push_back(std::to_string(day));
    before.insert(before.end(), after.begin(), after.end());
    return before;
}

/// The official layout: four lines a person, both halves of a month one above the other. 1-15 March, 8 hours
/// each of 15 days; then 16 columns of the second half.
Rows official() {
    return {
        {"Унифицированная форма № Т-13"},
        {"ООО \"Вектор\""},
        {"(наименование организации)"},
        {"ТАБЕЛЬ", "", "Номер документа", "Дата составления", "Отчетный период"},
        {"учета рабочего времени", "", "", "", "с", "по"},
        {"", "", "17", "31.03.2025", "01.03.2025", "31.03.2025"},
        {"Номер по порядку", "Фамилия, инициалы, должность", "Табельный номер", "Отметки о явках и неявках"},
        numbered({"", "", ""}, 1, 15, {"X", "Отработано за половину месяца", "дни", "часы"}),
        numbered({"", "", ""}, 16, 31, {}),
        numbered({}, 1, 10, {}),
        line({"1", "Иванов И.И., слесарь", "0042"}, 15, "Я", {"X", "15", "31", "248"}),
        line({"", "", ""}, 15, "8", {"", "120"}),
        line({"", "", ""}, 16, "Я", {"16"}),
        line({"", "", ""}, 16, "8", {"128"}),
        line({"2", "Петров П.П.", "0043"}, 15, "ОТ", {"X", "0", "16", "120"}),
        line({"", "", ""}, 15, "8", {"", "0"}),
        line({"", "", ""}, 16, "Я/Н", {"16"}),
        line({"", "", ""}, 16, "7/0,5", {"120"}),
        {"Ответственное лицо", "Сидоров"},
    };
}

std::string as_csv(Rows const& rows) {
    std::string text;
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i == 0 ? "" : ";") + row[i];
        text += "\n";
    }
    return text;
}

void check_official(ImportInto& into, Outcome const& outcome) {
    CHECK(places(outcome).empty());
    CHECK(says(outcome,
               "Timesheet T-13 of \"ООО \"Вектор\"\", 2025-03-01 to 2025-03-31: 368 hours of 2 people, added "
               "up. Their "
               "names are dropped."));
    CHECK(says(outcome, "Not counted: 120 hours beneath the code ОТ, which is no work."));
    CHECK(outcome.warnings.empty());
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 1);
    CHECK(facts.hours[0].hours_hundredths == 36'800);
    CHECK(facts.hours[0].headcount == 2);
    CHECK(to_string(facts.hours[0].period.first) == "2025-03-01");
    CHECK(to_string(facts.hours[0].period.last) == "2025-03-31");
}

}  // namespace

TEST_CASE("The official form T-13 becomes one record of hours, without names") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(as_csv(official()), Kind::hours);
    check_official(into, outcome);
    for (std::string const& sentence : outcome.said_back)
        CHECK(sentence.find("Иванов") == std::string::npos);
}

TEST_CASE("The form as a workbook, with merged cells, gives the same") {
    ImportInto into;
    given_parties(into);
    Rows const rows = official();
    WorkbookFile file;
    lxw_worksheet* const sheet = file.sheet("Табель");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            std::string const& text = rows[row][column];
            auto const at_row = static_cast<lxw_row_t>(row);
            auto const at_column = static_cast<lxw_col_t>(column);
            if (text == "8") {
                worksheet_write_number(sheet, at_row, at_column, 8, nullptr);
            } else if (text == "Иванов И.И., слесарь") {
                worksheet_merge_range(sheet, at_row, at_column, at_row + 3, at_column, text.c_str(), nullptr);
            } else if (text == "01.03.2025") {
                worksheet_write_number(sheet, at_row, at_column, 45717, file.format("dd.mm.yyyy"));
            } else if (!text.empty()) {
                worksheet_write_string(sheet, at_row, at_column, text.c_str(), nullptr);
            }
        }
    }
    check_official(into, into.file(file.take(), Kind::hours));
}

TEST_CASE(
    "One line of codes and one of hours for a half month; overtime and night hours are work, 7:30 is 7.5") {
    ImportInto into;
    given_parties(into);
    Rows const rows{{"Табель учета рабочего времени (Т-13)"},
                    {"Организация: VEKTOR"},
                    {"за период с 01.03.2025 по 15.03.2025"},
                    numbered({"№", "ФИО", "Таб. №"}, 1, 15, {"Итого"}),
                    line({"1", "Иванов", "7"}, 15, "Я/С", {"15"}),
                    line({"", "", ""}, 15, "7:30/2", {"142,5"}),
                    // The same person on a second line is one person.
                    line({"2", "Иванов", "7"}, 15, "В", {"0"}),
                    line({"", "", ""}, 15, "", {"0"}),
                    {"Итого", "", "", "142,5"}};
    Outcome const outcome = into.file(as_csv(rows), Kind::hours);
    CHECK(places(outcome).empty());
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 1);
    CHECK(facts.hours[0].hours_hundredths == 14'250);
    CHECK(facts.hours[0].headcount == 1);
    CHECK(to_string(facts.hours[0].period.last) == "2025-03-15");
}

TEST_CASE(
    "Faults of a timesheet: an unknown code, no hours beneath work, work outside the period, a wrong total") {
    ImportInto into;
    given_parties(into);
    Rows rows = official();
    rows[10][3] = "ЯЯ";
    rows[11][4] = "";
    rows[11][5] = "восемь";
    rows[5][5] = "30.03.2025";
    Outcome const outcome = into.file(as_csv(rows), Kind::hours);
    CAPTURE(fmt::format("{}", fmt::join(places(outcome), ", ")));
    CHECK(places(outcome) ==
          std::vector<std::string>{"11 1 [ЯЯ]", "11 2 [Я]", "12 3 [восемь]", "13 31 [Я]", "17 31 [Я/Н]"});
    CHECK(into.facts().hours.empty());

    Rows wrong = official();
    wrong[10][21] = "999";
    wrong[10][20] = "998";
    Outcome const warned = into.file(as_csv(wrong), Kind::hours);
    CHECK(places(warned).empty());
    REQUIRE(warned.warnings.size() == 1);
    CHECK(warned.warnings[0].line == 11);
    CHECK(warned.warnings[0].expected.find("add up to 248") != std::string::npos);
}

TEST_CASE("A timesheet without its period, its organization or its people is refused") {
    ImportInto into;
    given_parties(into);
    Rows rows = official();
    rows[5] = {};
    rows[2] = {};
    Outcome const outcome = into.file(as_csv(rows), Kind::hours);
    REQUIRE(outcome.faults.size() == 2);
    CHECK(outcome.faults[0].expected.find("organization above the timesheet") != std::string::npos);
    CHECK(outcome.faults[1].expected.find("period above the timesheet") != std::string::npos);
    Rows empty = official();
    empty.resize(10);
    CHECK(into.file(as_csv(empty), Kind::hours).faults.at(0).expected.find("there are none") !=
          std::string::npos);
}

namespace {

/// The rows of one person of the official form, who works 8 hours on each day of the month.
Rows working(std::string const& ordinal, std::string const& name, std::string const& number) {
    return {line({ordinal, name, number}, 15, "Я", {"X"}), line({"", "", ""}, 15, "8", {}),
            line({"", "", ""}, 16, "Я", {}), line({"", "", ""}, 16, "8", {})};
}

/// The official form with these lines of people.
Rows official_with(std::vector<Rows> const& people) {
    Rows rows = official();
    rows.resize(10);
    for (Rows const& one : people)
        rows.insert(rows.end(), one.begin(), one.end());
    return rows;
}

/// "11 2 [Я]: what was expected" for each fault, one a line, to see what a person is told.
std::string told(Outcome const& outcome) {
    std::string text;
    std::vector<std::string> const where = places(outcome);
    for (std::size_t i = 0; i < where.size(); ++i)
        text += where[i] + ": " + outcome.faults[i].expected + "\n";
    return text;
}

/// Hours and people that the form gives, as "248 of 1"; what is told where it is refused.
std::string counted(Rows const& rows) {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(as_csv(rows), Kind::hours);
    if (!outcome.faults.empty()) return told(outcome);
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 1);
    return fmt::format("{} of {}", facts.hours[0].hours_hundredths / 100, facts.hours[0].headcount);
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("Hours where codes belong are refused cell by cell, and nobody is passed over") {
    Rows eights = working("2", "Петров П.П.", "0043");
    eights[0] = line({"2", "Петров П.П.", "0043"}, 15, "8", {"X"});
    std::string const of_first_half = counted(official_with({working("1", "Иванов И.И.", "0042"), eights}));
    CHECK(has(of_first_half, "15 1 [8]: A code of form T-13"));
    CHECK(has(of_first_half, "15 15 [8]: A code of form T-13"));

    // Without a number the ordinal tells a person; without either the line is refused as a whole.
    Rows unnumbered = eights;
    unnumbered[0][2] = "";
    CHECK(has(counted(official_with({unnumbered})), "11 1 [8]: A code of form T-13"));
    unnumbered[0][0] = "";
    std::string const as_a_whole = counted(official_with({unnumbered}));
    CHECK(has(as_a_whole, "11  []: Codes of attendance, such as Я or В, under the days of this line"));
    // As where Latin letters stand for Cyrillic ones.
    Rows latin = unnumbered;
    latin[0] = line({"", "Петров П.П.", ""}, 15, "H", {"X"});
    CHECK(has(counted(official_with({latin})), "11  []: Codes of attendance, such as Я or В"));
    CHECK_FALSE(has(as_a_whole, "Петров"));

    Rows second = working("1", "Иванов И.И.", "0042");
    second[2] = line({"", "", ""}, 16, "8", {});
    CHECK(has(counted(official_with({second})), "13  []: A line of codes above these hours; there is none."));

    Rows lost = working("", "", "");
    CHECK(has(counted(official_with({lost})), "11  []: Whose codes these are"));
    CHECK(has(counted(official_with({working("1", "Иванов И.И.", "0042"), lost})),
              "15  []: Whose codes these are"));
}

TEST_CASE("Somebody hired in the second half is one person, whatever the blank first half holds") {
    Rows hired = working("2", "Петров П.П.", "0043");
    hired[0] = line({"2", "Петров П.П.", "0043"}, 15, "", {});
    hired[1] = {};
    CHECK(counted(official_with({working("1", "Иванов И.И.", "0042"), hired})) == "376 of 2");
    CHECK(counted(official_with({hired, working("1", "Иванов И.И.", "0042")})) == "376 of 2");
    // A sheet leaves out rows that hold nothing.
    Rows as_in_sheet{hired[0], hired[2], hired[3]};
    CHECK(counted(official_with({working("1", "Иванов И.И.", "0042"), as_in_sheet})) == "376 of 2");
}

TEST_CASE("A person without a code on any day is not counted, and warned of without the name") {
    ImportInto into;
    given_parties(into);
    Rows const nothing{{"2", "Петров П.П.", "0043"}, {}, {}, {}};
    Outcome const outcome =
        into.file(as_csv(official_with({working("1", "Иванов И.И.", "0042"), nothing})), Kind::hours);
    CHECK(places(outcome).empty());
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(outcome.warnings[0].line == 15);
    CHECK(outcome.warnings[0].expected ==
          "Codes of attendance under the days; this person has none on any day, and is not counted.");
    CHECK(into.facts().hours.at(0).headcount == 1);
}

TEST_CASE("Every code of work needs hours of its own, but a business trip; hours need a code") {
    auto const on_the_first = [](std::string const& code, std::string const& hours) {
        Rows person = working("1", "Иванов И.И.", "0042");
        person[0][3] = code;
        person[1][3] = hours;
        return counted(official_with({person}));
    };
    CHECK(on_the_first("Я/Н", "7/1") == "248 of 1");
    CHECK(has(on_the_first("Я/Н", "8"),
              "11 1 [Я/Н]: Hours of their own beneath each code of a day at work; Н has "
              "none."));
    CHECK(has(on_the_first("Я/Н", "8/"), "11 1 [Я/Н]"));
    CHECK(has(on_the_first("Я", "-"), "11 1 [Я]"));
    CHECK(on_the_first("Я/К", "8") == "248 of 1");
    CHECK(on_the_first("К", "") == "240 of 1");
    CHECK(on_the_first("В", "-") == "240 of 1");
    CHECK(on_the_first("Я/В", "8/") == "248 of 1");
    CHECK(has(on_the_first("", "8"), "12 1 [8]: A code of attendance above these hours; there is none."));
    CHECK(on_the_first("", "") == "240 of 1");
}

TEST_CASE("Impossible hours are refused: negative ones, sixty minutes, more than a day") {
    auto const on_the_first = [](std::string const& hours) {
        Rows person = working("1", "Иванов И.И.", "0042");
        person[1][3] = hours;
        return counted(official_with({person}));
    };
    for (std::string const hours : {"-8:00", "8:-30", "-8", "8:75", "8:60", "8:5", ":30", "8:"})
        CHECK(has(on_the_first(hours), "12 1 [" + hours + "]: Hours of the day, as 8, 7,5 or 7:30."));
    CHECK(has(on_the_first("25"), "12 1 [25]: At most 24 hours in a day."));
    CHECK(on_the_first("24:00") == "264 of 1");
    CHECK(on_the_first("8:59") == "248 of 1");
}

TEST_CASE("Shortened working time and part time are work: НС, ЛЧ, УВ") {
    for (std::string const code : {"НС", "ЛЧ", "УВ", "нс"}) {
        Rows person = working("1", "Иванов И.И.", "0042");
        person[0] = line({"1", "Иванов И.И.", "0042"}, 15, code, {"X"});
        person[1] = line({"", "", ""}, 15, "4", {});
        CHECK(counted(official_with({person})) == "188 of 1");
    }
    Rows person = working("1", "Иванов И.И.", "0042");
    person[0] = line({"1", "Иванов И.И.", "0042"}, 15, "РП", {"X"});
    CHECK(counted(official_with({person})) == "128 of 1");
}

TEST_CASE("Signatures and dates beneath the table, in whichever columns they stand, are nobody's time") {
    Rows const signatures{
        {"Ответственное лицо", "", "", "начальник", "", "участка", "", "", "", "Сидоров С.С."},
        {"", "", "", "(должность)", "", "(личная подпись)", "", "", "", "(расшифровка подписи)"},
        {"Руководитель", "", "31.03.2025", "", "", "", "", "", "", "Орлов"},
        {"", "", "", "\"31\"", "марта", "", "2025", "г."},
        {"Работник кадровой службы", "", "", "31", "марта", "20", "25", "г."},
        {"", "М.П."},
    };
    CHECK(counted(official_with({working("1", "Иванов И.И.", "0042"), signatures})) == "248 of 1");
}

TEST_CASE("The header again on another page, and totals between, are no people") {
    Rows const again{{"Номер по порядку", "Фамилия, инициалы, должность", "Табельный номер", "Отметки о явках"},
                     numbered({"", "", ""}, 1, 15, {"X", "Отработано за половину месяца", "дни", "часы"}),
                     numbered({"", "", ""}, 16, 31, {}),
                     line({"", "", ""}, 15, "пн", {}),
                     numbered({}, 1, 10, {})};
    Rows const totals{line({"Итого", "", ""}, 15, "8", {}), line({"", "", ""}, 16, "8", {})};
    CHECK(counted(official_with({working("1", "Иванов И.И.", "0042"), totals, again,
                                 working("2", "Петров П.П.", "0043"), totals})) == "496 of 2");
}
