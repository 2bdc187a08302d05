#pragma once
// Whether the database takes writes, as the writer thread last found; /readyz reports it from any thread. A
// full disk must be seen from outside before anybody's record is lost.

#include <atomic>

namespace safetycell::api {

class Readiness {
public:
    void set_writes_work(bool work) { writes_work_.store(work, std::memory_order_relaxed); }
    bool writes_work() const { return writes_work_.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> writes_work_{true};
};

}  // namespace safetycell::api
