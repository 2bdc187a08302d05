#include "net/ticker.hpp"

namespace safetycell::net {

asio::awaitable<void> Ticker::run() {
    while (!stopping_) {
        bool more = false;
        try {
            more = co_await services_.workers.tick();
        } catch (std::exception const& thrown) {
            // The next tick tries again whatever this one left undone.
            log::error("tick failed", {{"reason", thrown.what()}});
            services_.counters.unhandled.add();
        }
        if (stopping_) break;
        if (more) continue;
        timer_.expires_after(services_.options.tick_interval);
        co_await timer_.async_wait(as_result);
    }
}

void Ticker::stop() {
    stopping_ = true;
    timer_.cancel();
}

}  // namespace safetycell::net
