#pragma once
// Timing for benchmarks: the median of several runs, printed as a ratio to something everybody knows.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

namespace safetycell::bench {

/// Median wall time of `runs` calls, in seconds.
inline double median_seconds(int runs, std::function<void()> const& work) {
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        auto const start = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

inline void print_ratios(std::string_view what, double ours, std::string_view sql_name, double sql,
                         std::string_view raw_name, double raw) {
    fmt::print("{}\n  {:9.4f} s  ours\n", what, ours);
    fmt::print("  {:9.4f} s  {}   (ours is {:.2f} of it)\n", sql, sql_name, ours / sql);
    fmt::print("  {:9.4f} s  {}   (ours is {:.1f} times it)\n", raw, raw_name, ours / raw);
}

/// Keeps a result alive so that the compiler does not remove its computation.
template <class Value>
void keep(Value const& value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

}  // namespace safetycell::bench
