#include "domain/decimals.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace safetycell::domain;

namespace {

struct Row {
    double rate;
    Interval interval;
    int decimals;
    int on_walls;
};

Row rate_of(std::int64_t count, double million_hours, int decimals, int on_walls) {
    Interval const counts = poisson_interval(count);
    return {static_cast<double>(count) / million_hours,
            {counts.lower / million_hours, counts.upper / million_hours},
            decimals,
            on_walls};
}

}  // namespace

TEST_CASE("Exposure limits the decimals") {
    for (Row const& row : {
             rate_of(3, 0.41235, 0, 0),         // 7.3 (1.5 - 21.3) reads 7.
             rate_of(0, 0.0864, 0, 0),          // 0 (0 - 43)
             rate_of(1, 0.052, 0, 0),           // 19 (0.5 - 107)
             rate_of(75, 117.1875, 1, 1),       // 0.64 (0.50 - 0.80) reads 0.6.
             rate_of(10'455, 2324.5258, 1, 1),  // 4.50 (4.41 - 4.58) reads 4.5.
             rate_of(13'873, 2738.581144, 1, 1), rate_of(400'000, 100'000, 2, 1),  // 4.00 (3.99 - 4.01)
             rate_of(63, 1981.148588, 2, 2),  // 0.032 (0.024 - 0.041) reads 0.03.
         }) {
        CAPTURE(row.rate);
        CHECK(decimals_of(row.rate, row.interval) == row.decimals);
        CHECK(wall_decimals_of(row.rate, row.interval) == row.on_walls);
    }
}

TEST_CASE("The interval spans more than one unit of the last digit, not just one") {
    CHECK(decimals_of(5, {4, 5.01}) == 0);
    CHECK(decimals_of(5, {4, 5}) == 1);
    CHECK(decimals_of(0.5, {0.5, 0.625}) == 1);
    CHECK(decimals_of(0.0625, {0.03, 0.125}) == 2);
    CHECK(decimals_of(0.5, {0.5, 0.5}) == 2);
}

TEST_CASE("A rate above 0 does not read as 0, as far as two decimals can help it") {
    CHECK(decimals_of(0.4, {0.01, 2.2}) == 1);
    CHECK(wall_decimals_of(0.4, {0.01, 2.2}) == 1);
    CHECK(decimals_of(0.5, {0.01, 2.8}) == 0);  // Reads 1.
    CHECK(decimals_of(0.02, {0.001, 1.4}) == 2);
    CHECK(decimals_of(0.001, {0, 1.4}) == 2);
    CHECK(decimals_of(0, {0, 3.7}) == 0);
}

TEST_CASE("On walls two significant digits at most, as the number reads once rounded") {
    Interval const exact{};
    CHECK(wall_decimals_of(0.123, exact) == 2);
    CHECK(wall_decimals_of(0.994, exact) == 2);
    CHECK(wall_decimals_of(0.996, exact) == 1);
    CHECK(wall_decimals_of(1.23, exact) == 1);
    CHECK(wall_decimals_of(9.94, exact) == 1);
    CHECK(wall_decimals_of(9.96, exact) == 0);
    CHECK(wall_decimals_of(123.4, exact) == 0);
    CHECK(wall_decimals_of(0, exact) == 2);
}
