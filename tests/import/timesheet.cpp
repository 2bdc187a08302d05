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
