// Excel workbooks, taken as CSV files are.

#include "import_into.hpp"

#include "import/choice.hpp"
#include "support/workbook_file.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;

namespace {

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nOWN,Own people,own\nALFA,Alfa LLP,contractor\n");
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("A workbook gives the records that the same table as CSV gives") {
    ImportInto into;
    given_parties(into);
    WorkbookFile file;
    file.sheet("Notes");
    lxw_worksheet* const sheet = file.sheet("Часы");
    char const* const headers[] = {"Организация", "Период", "Часы", "Численность", "Расчётно"};
    for (lxw_col_t column = 0; column < 5; ++column)
        worksheet_write_string(sheet, 0, column, headers[column], nullptr);
    worksheet_merge_range(sheet, 1, 0, 2, 0, "ALFA", nullptr);
    worksheet_write_string(sheet, 1, 1, "2025-01", nullptr);
    worksheet_write_number(sheet, 1, 2, 1.234, nullptr);
    worksheet_write_number(sheet, 1, 3, 7, nullptr);
    worksheet_write_boolean(sheet, 1, 4, 1, nullptr);
    // Excel makes a day of "февраль 2025".
    worksheet_write_number(sheet, 2, 1, 45689, file.format("mmmm yyyy"));
    worksheet_write_number(sheet, 2, 2, 12480.5, nullptr);
    Outcome const outcome = into.file(file.take(), Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(says(outcome, "Excel workbook, sheet \"Часы\": the first of 2 that holds anything."));
    CHECK(says(outcome, "Merged cells: their texts and days are repeated in 1 cell beneath."));
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 2);
    CHECK(facts.hours[0].hours_hundredths == 123);
    CHECK(facts.hours[0].estimated);
    CHECK(to_string(facts.hours[1].period.first) == "2025-02-01");
    CHECK(facts.hours[1].hours_hundredths == 1'248'050);
    CHECK(facts.hours[1].headcount == domain::unknown_headcount);
}

TEST_CASE("A number of a sheet has a decimal point whatever the texts of its column have") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(workbook_of({{"organization", "period", "hours"},
                                                   {"ALFA", "2025-01", "1 234,5"},
                                                   {"ALFA", "2025-02", "1.125"}}),
                                      Kind::hours);
    CHECK(places(outcome).empty());
    domain::Facts const facts = into.facts();
    REQUIRE(facts.hours.size() == 2);
    CHECK(facts.hours[0].hours_hundredths == 123'450);
    CHECK(facts.hours[1].hours_hundredths == 113);
}

TEST_CASE("Faults of a workbook name the cell, the row of the sheet, and what was expected") {
    ImportInto into;
    given_parties(into);
    WorkbookFile file;
    lxw_worksheet* const sheet = file.sheet("Sheet1");
    std::vector<std::vector<char const*>> const rows{
        {"organization", "period", "hours"}, {"ALFA", "2025-01", "many"}, {"BETA", "2025-01", "5"}};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 4), static_cast<lxw_col_t>(column + 1),
                                   rows[row][column], nullptr);
        }
    }
    worksheet_write_string(sheet, 8, 1, "OWN", nullptr);
    worksheet_write_string(sheet, 8, 2, "2025-02", nullptr);
    worksheet_write_formula_str(sheet, 8, 3, "=1/0", nullptr, "#DIV/0!");
    worksheet_write_string(sheet, 9, 1, "OWN", nullptr);
    worksheet_write_string(sheet, 9, 5, "beside the table", nullptr);
    Outcome const outcome = into.file(file.take(), Kind::hours);
    REQUIRE(outcome.faults.size() == 4);
    CHECK(outcome.faults[0].line == 6);
    CHECK(outcome.faults[0].place == "D6");
    CHECK(outcome.faults[0].column == "hours");
    CHECK(outcome.faults[0].value == "many");
    CHECK(outcome.faults[1].place == "B7");
    CHECK(outcome.faults[2].place == "D9");
    CHECK(outcome.faults[3].line == 10);
    CHECK(outcome.faults[3].place.empty());
    CHECK(into.facts().hours.empty());
}

TEST_CASE("A broken workbook is one fault, with its sentence") {
    ImportInto into;
    std::string const bytes = workbook_of({{"code", "name"}, {"S", "South"}});
    Outcome const outcome = into.file(std::string_view{bytes}.substr(0, bytes.size() / 2), Kind::sites);
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].expected.starts_with("The workbook is broken"));
}

TEST_CASE("A number that is text is counted once too where its cell is merged over several rows") {
    ImportInto into;
    given_parties(into);
    WorkbookFile file;
    lxw_worksheet* const sheet = file.sheet("Sheet1");
    char const* const headers[] = {"organization", "period", "hours", "headcount"};
    for (lxw_col_t column = 0; column < 4; ++column)
        worksheet_write_string(sheet, 0, column, headers[column], nullptr);
    // A code of figures is text, and stands in each of its rows.
    worksheet_merge_range(sheet, 1, 0, 3, 0, "0042", nullptr);
    char const* const months[] = {"2025-01", "2025-02", "2025-03"};
    for (lxw_row_t row = 0; row < 3; ++row)
        worksheet_write_string(sheet, row + 1, 1, months[row], nullptr);
    worksheet_merge_range(sheet, 1, 2, 3, 2, "1 200,5", nullptr);
    worksheet_merge_range(sheet, 1, 3, 3, 3, "7", nullptr);
    into.given(Kind::organizations, "code,name,kind\n0042,Figures,contractor\n");
    std::string const bytes = file.take();
    Outcome const outcome = into.file(bytes, Kind::hours);
    REQUIRE(outcome.faults.size() == 2);
    CHECK(outcome.faults[0].place == "C3");
    CHECK(has(outcome.faults[0].expected, "the cell is empty"));
    CHECK(outcome.faults[1].place == "C4");

    // Where nothing is needed, nothing is known of the other rows.
    Outcome const totals = into.file(bytes, Kind::period_totals);
    CHECK(places(totals).empty());
    domain::Facts const facts = into.facts();
    REQUIRE(facts.period_totals.size() == 3);
    CHECK(facts.period_totals[0].hours_hundredths == 120'050);
    CHECK(facts.period_totals[1].hours_hundredths == domain::unknown_count);
    CHECK(facts.period_totals[2].hours_hundredths == domain::unknown_count);
}

TEST_CASE("Hidden rows and columns are read, and said back") {
    ImportInto into;
    given_parties(into);
    WorkbookFile file;
    lxw_worksheet* const sheet = file.sheet("Sheet1");
    char const* const texts[][4] = {{"organization", "period", "hours", "estimated"},
                                    {"ALFA", "2025-01", "100", "yes"},
                                    {"ALFA", "2025-02", "100", "no"}};
    for (lxw_row_t row = 0; row < 3; ++row)
        for (lxw_col_t column = 0; column < 4; ++column)
            worksheet_write_string(sheet, row, column, texts[row][column], nullptr);
    lxw_row_col_options hidden{};
    hidden.hidden = 1;
    worksheet_set_row_opt(sheet, 2, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    worksheet_set_column_opt(sheet, 2, 3, LXW_DEF_COL_WIDTH, nullptr, &hidden);
    Outcome const outcome = into.file(file.take(), Kind::hours);
    CHECK(places(outcome).empty());
    CHECK(says(outcome, "1 hidden row and 2 hidden columns are read as well."));
}

TEST_CASE("A sheet is chosen by its name; an empty one, and one that is not there, say so") {
    WorkbookFile file;
    file.sheet("Empty");
    lxw_worksheet* const sheet = file.sheet("Sites");
    worksheet_write_string(sheet, 0, 0, "code", nullptr);
    worksheet_write_string(sheet, 0, 1, "name", nullptr);
    worksheet_write_string(sheet, 1, 0, "S", nullptr);
    std::string const bytes = file.take();
    importing::Choice choice;
    CHECK(importing::guess_kind(bytes, choice) == Kind::sites);
    choice.kind = Kind::sites;
    importing::SeenFile const seen = look_at(bytes, choice);
    CHECK(seen.sheet == "Sites");
    REQUIRE(seen.columns.size() == 2);
    CHECK(seen.columns[0].samples == std::vector<std::string>{"S"});
    CHECK(seen.columns[1].guess == importing::Field::name);
    for (std::string const name : {"Empty", "Nothing"}) {
        choice.sheet = name;
        REQUIRE(look_at(bytes, choice).faults.size() == 1);
    }
    CHECK(importing::find_layout(bytes, {{"code", "other"}, {"name", "code"}}) == 1);
    CHECK_FALSE(importing::find_layout(bytes, {{}, {"other"}}));
}
