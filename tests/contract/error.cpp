#include "contract/error.hpp"

#include <doctest/doctest.h>

using namespace safetycell;

TEST_CASE("an error has one shape, and damaged text does not keep it from being told") {
    CHECK(
        contract::render_error({ErrorCode::not_found, "There is no \"x\".", "number"}, "a1-7") ==
        R"({"error":{"code":"not_found","message":"There is no \"x\".","field":"number","request_id":"a1-7"}})");
    CHECK(contract::render_error({ErrorCode::invalid, "\xff\n", ""}, "") ==
          "{\"error\":{\"code\":\"invalid\",\"message\":\"\xEF\xBF\xBD\\n\",\"field\":\"\",\"request_id\":\"\"}"
          "}");
}
