#include "contract/live.hpp"

#include "support/json_schema.hpp"

#include <doctest/doctest.h>

using namespace safetycell;

TEST_CASE("a heartbeat is as its schema describes it") {
    Instant const now{seconds{1'795'327'200}};
    std::string const message = contract::render_heartbeat(now, "e1", 231, "0f3a");
    CHECK(message ==
          R"({"type":"heartbeat","now":"2026-11-22T06:00:00Z","epoch":"e1","edition":231,"build":"0f3a"})");
    CHECK(test::schema_faults("heartbeat", message).empty());
    CHECK(test::schema_faults("heartbeat", contract::render_heartbeat(now, "e1", 0, "0f3a")).empty());
}

TEST_CASE("what a page says it shows is read strictly") {
    CHECK(contract::parse_shown(R"({"type":"shown","edition":231})") == 231);
    CHECK(contract::parse_shown(R"( {"edition": 1, "type": "shown"} )") == 1);
    for (char const* const text : {"",
                                   " ",
                                   "{",
                                   "{}",
                                   "[]",
                                   "7",
                                   "\"shown\"",
                                   "null",
                                   R"({"type":"shown"})",
                                   R"({"edition":1})",
                                   R"({"type":"shown","edition":0})",
                                   R"({"type":"shown","edition":-5})",
                                   R"({"type":"shown","edition":1.0})",
                                   R"({"type":"shown","edition":"1"})",
                                   R"({"type":"shown","edition":null})",
                                   R"({"type":"shown","edition":9223372036854775808})",
                                   R"({"type":"shown","edition":1e3})",
                                   R"({"type":"Shown","edition":1})",
                                   R"({"type":"shown","edition":1,"more":1})",
                                   R"({"type":"shown","edition":1,"edition":1})",
                                   R"({"type":"shown","type":"shown","edition":1})",
                                   R"([{"type":"shown","edition":1}])",
                                   R"({"type":"shown","edition":{"edition":1}})",
                                   R"({"type":"shown","edition":1} x)",
                                   "{\"type\":\"shown\xff\",\"edition\":1}"}) {
        CAPTURE(text);
        CHECK_FALSE(contract::parse_shown(text).has_value());
    }
    CHECK_FALSE(contract::parse_shown(std::string(300, ' ') + R"({"type":"shown","edition":1})").has_value());
    CHECK_FALSE(contract::parse_shown(std::string(200, '[')).has_value());
}
