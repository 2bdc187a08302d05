#pragma once
// What happened since the start, counted on the io thread and readable from any.

#include <array>
#include <atomic>
#include <cstdint>

namespace safetycell::net {

class Counter {
public:
    void add() { value_.fetch_add(1, std::memory_order_relaxed); }
    std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> value_{0};
};

struct Counters {
    Counter connections;               ///< Accepted.
    Counter connections_refused;       ///< Over the limit.
    Counter accept_faults;             ///< The system gave no socket.
    Counter deadlines_missed;          ///< Peers that were too slow with a header, a body or reading a reply.
    Counter live_sessions;             ///< WebSockets opened.
    Counter frames;                    ///< Editions sent over them.
    Counter unhandled;                 ///< Exceptions that ended a session or a tick.
    std::array<Counter, 600> replies;  ///< By status.
};

}  // namespace safetycell::net
