#pragma once
// The clock, injected at the root. `now` is read once per request or tick and passed down as a value;
// nothing below `app`, `net` and `commands` holds a Clock.

#include "base/civil_time.hpp"

namespace safetycell {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }
};

}  // namespace safetycell
