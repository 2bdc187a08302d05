#include "import/dates.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace safetycell;
using namespace safetycell::importing;

namespace {

std::string read(std::string_view text, DateOrder order) {
    auto const date = parse_written_date(text, order);
    return date ? to_string(*date) : "refused";
}

DateEvidence evidence(std::initializer_list<std::string_view> cells) {
    DateEvidence result;
    for (std::string_view const cell : cells)
        result.add(cell);
    return result;
}

}  // namespace

TEST_CASE("Dates in every order") {
    using enum DateOrder;
    CHECK(read("2025-03-04", month_first) == "2025-03-04");
    CHECK(read("2025/3/4", month_first) == "2025-03-04");
    CHECK(read("2025.03.04", day_first) == "2025-03-04");
    CHECK(read("03/04/2025", day_first) == "2025-04-03");
    CHECK(read("03/04/2025", month_first) == "2025-03-04");
    CHECK(read("3-4-2025", month_first) == "2025-03-04");
    // Points are never used with the month first.
    CHECK(read("3.4.2025", month_first) == "2025-04-03");
    CHECK(read(" 29.02.2024 ", day_first) == "2024-02-29");
    CHECK(read("2025-03-04T00:00:00Z", day_first) == "2025-03-04");
    CHECK(read("3/4/2025 0:00", month_first) == "2025-03-04");
    CHECK(read("3/4/2025 12:00:00 AM", month_first) == "2025-03-04");
}

TEST_CASE("What is no day is refused") {
    for (std::string_view const text :
         {"", "2025", "2025-02-29", "31.04.2025", "13/13/2025", "1.1.25", "01.01.02025", "2025-03", "45678",
          "2025-03-04 10:30", "2025-03/04", "4 March 2025", "2025-3-", "-3-4-2025", "0000-01-01"}) {
        CAPTURE(text);
        CHECK(read(text, DateOrder::day_first) == "refused");
    }
}

TEST_CASE("The order is decided over the column") {
    CHECK(evidence({"03/04/2025", "13/04/2025"}).decided() == DateOrder::day_first);
    CHECK(evidence({"03/04/2025", "04/13/2025"}).decided() == DateOrder::month_first);
    CHECK(evidence({"03.04.2025"}).decided() == DateOrder::day_first);
    CHECK_FALSE(evidence({"2025-04-03", "2025-04-13"}).decided());
    CHECK_FALSE(evidence({"2025-04-03"}).is_ambiguous());
    CHECK(evidence({"03/04/2025", "2025-04-13"}).is_ambiguous());
    // The same in either order.
    CHECK_FALSE(evidence({"04/04/2025"}).is_ambiguous());
    CHECK_FALSE(evidence({"nonsense", ""}).is_ambiguous());
}

TEST_CASE("Times of day") {
    auto const minutes = [](std::optional<TimeOfDay> time) {
        return time ? time->minutes : -1;
    };
    CHECK(minutes(parse_written_time("18:05")) == 1085);
    CHECK(minutes(parse_written_time("6:05")) == 365);
    CHECK(minutes(parse_written_time("18:05:59")) == 1085);
    CHECK(minutes(parse_written_time("6:05 PM")) == 1085);
    CHECK(minutes(parse_written_time("12:00 am")) == 0);
    CHECK(minutes(parse_written_time("12:30 p.m.")) == -1);
    for (std::string_view const text :
         {"", "24:00", "18:60", "18:5", "18", "1805", "13:00 PM", "0:30 AM", "18:05:60"}) {
        CAPTURE(text);
        CHECK(minutes(parse_written_time(text)) == -1);
    }
    CHECK(minutes(parse_run_together_time("1815.0")) == 1095);
    CHECK(minutes(parse_run_together_time("1815")) == 1095);
    CHECK(minutes(parse_run_together_time("15.0")) == 15);
    CHECK(minutes(parse_run_together_time("0")) == 0);
    CHECK(minutes(parse_run_together_time("2400")) == -1);
    CHECK(minutes(parse_run_together_time("9999.0")) == -1);
    CHECK(minutes(parse_run_together_time("1860")) == -1);
    CHECK(minutes(parse_run_together_time("18:15")) == -1);
}
