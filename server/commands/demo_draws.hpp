#pragma once
// Draws that are the same on every machine: the engine is specified to the bit, std's distributions are not.

#include <cmath>
#include <cstdint>
#include <random>

namespace safetycell::commands {

class Draws {
public:
    explicit Draws(std::uint64_t seed) : engine_(seed) {}

    /// Uniform in [0, 1).
    double share() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
    /// Uniform in [low, high].
    int between(int low, int high) { return low + static_cast<int>(share() * (high - low + 1)); }
    bool in_hundred(int percent) { return between(1, 100) <= percent; }
    /// Poisson, by multiplication of uniforms (Knuth); meant for small means.
    int poisson(double mean) {
        double const limit = std::exp(-mean);
        int count = 0;
        for (double product = share(); product > limit; product *= share())
            ++count;
        return count;
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace safetycell::commands
