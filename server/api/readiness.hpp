#pragma once
// Whether the server is set up, the database takes writes and the clock lets editions appear, as the writer
// thread last found; /readyz reports it from any thread. A full disk must be seen from outside before anybody's
// record is lost.

#include <atomic>

namespace safetycell::api {

class Readiness {
public:
    void set_writes_work(bool work) { writes_work_.store(work, std::memory_order_relaxed); }
    bool writes_work() const { return writes_work_.load(std::memory_order_relaxed); }
    /// The clock is behind the newest edition, so no slot is due until it has caught up.
    void set_clock_is_behind(bool behind) { clock_is_behind_.store(behind, std::memory_order_relaxed); }
    bool clock_is_behind() const { return clock_is_behind_.load(std::memory_order_relaxed); }

    /// There is no enterprise yet.
    void set_waits_for_setup(bool waits) { waits_for_setup_.store(waits, std::memory_order_relaxed); }
    bool waits_for_setup() const { return waits_for_setup_.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> writes_work_{true};
    std::atomic<bool> clock_is_behind_{false};
    std::atomic<bool> waits_for_setup_{false};
};

}  // namespace safetycell::api
