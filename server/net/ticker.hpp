#pragma once
// Calls the writer every few seconds. It knows nothing of slots: the publisher reads the wall clock anew each
// time and decides what is due, which survives suspended machines and moved clocks where one long sleep would
// not.

#include "net/coroutine.hpp"
#include "net/services.hpp"

#include <boost/asio/steady_timer.hpp>

namespace safetycell::net {

class Ticker {
public:
    Ticker(asio::any_io_executor const& executor, Services& services) : timer_(executor), services_(services) {}

    /// Ticks at once, and then an interval after each tick ended, until stopped.
    asio::awaitable<void> run();
    void stop();

private:
    asio::steady_timer timer_;
    Services& services_;
    bool stopping_ = false;
};

}  // namespace safetycell::net
