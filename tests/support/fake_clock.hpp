#pragma once
// A clock that a test sets.

#include "base/clock.hpp"

#include <atomic>

namespace safetycell::test {

class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant now) : now_(now.time_since_epoch().count()) {}

    Instant now() const override { return Instant{seconds{now_.load()}}; }
    void set(Instant now) { now_.store(now.time_since_epoch().count()); }
    void advance(seconds by) { now_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace safetycell::test
