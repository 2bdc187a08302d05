#include "import/periods.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::importing;

namespace {

std::string read(std::string_view text) {
    auto const period = parse_written_period(text);
    return period ? to_string(period->first) + "/" + to_string(period->last) : "refused";
}

}  // namespace

TEST_CASE("Months, quarters and years in English and Russian") {
    for (std::string_view const text : {"2025-03", "03.2025", "3/2025", "2025 3", "March 2025", "Mar 2025",
                                        "март 2025", "Март 2025 г.", "мар. 2025", "марта 2025 года"}) {
        CAPTURE(text);
        CHECK(read(text) == "2025-03-01/2025-03-31");
    }
    for (std::string_view const text :
         {"2025-Q1", "Q1 2025", "1Q 2025", "2025 Q1", "1 кв. 2025", "1 квартал 2025 г.", "I кв. 2025",
          "I квартал 2025", "1 quarter 2025"}) {
        CAPTURE(text);
        CHECK(read(text) == "2025-01-01/2025-03-31");
    }
    CHECK(read("4 кв. 2025") == "2025-10-01/2025-12-31");
    CHECK(read("IV квартал 2025") == "2025-10-01/2025-12-31");
    CHECK(read("2024-02") == "2024-02-01/2024-02-29");
    for (std::string_view const text : {"2025", "2025 год", "2025 г."})
        CHECK(read(text) == "2025-01-01/2025-12-31");
    CHECK(read("май 2025") == "2025-05-01/2025-05-31");
    CHECK(read("мая 2025") == "2025-05-01/2025-05-31");
}

TEST_CASE("What is no period is refused") {
    for (std::string_view const text : {"", "март", "13.2025", "2025-00", "2025-Q5", "Q0 2025", "25",
                                        "2025-03-01", "мартобря 2025", "0000"}) {
        CAPTURE(text);
        CHECK(read(text) == "refused");
    }
}
