#pragma once
// The threads behind the io thread: one that writes and one for each reading function. What runs on them is
// given as functions, so that nothing here knows of databases. Results come back to the io thread; the io
// thread ends before the workers do, so a result always finds its way.

#include "net/coroutine.hpp"
#include "net/server_functions.hpp"

#include <boost/asio/thread_pool.hpp>

#include <mutex>
#include <vector>

namespace safetycell::net {

class Workers {
public:
    explicit Workers(ServerFunctions const& functions);
    ~Workers();

    /// To be awaited on the io thread; the arguments must live until then.
    asio::awaitable<api::Reply> query(api::Request const& request, api::Match const& match);
    /// A slow command: the part that takes long on a reader thread, or on the one that waits for other servers;
    /// the rest on the writer thread.
    asio::awaitable<api::Reply> slow_command(api::Request const& request, api::Match const& match);
    asio::awaitable<api::Reply> command(api::Request const& request, api::Match const& match);
    asio::awaitable<api::JobOutcome> carry_out(api::Job const& job);
    asio::awaitable<bool> tick();

    /// Waits for what is under way and ends the threads.
    void join();

private:
    class Loan;
    asio::awaitable<api::Reply> run_query(api::Request const& request, api::Match const& match);
    asio::awaitable<api::Prepared> prepare(api::Request const& request, api::Match const& match);
    asio::awaitable<api::Prepared> run_prepare(api::Request const& request, api::Match const& match);

    ServerFunctions const& functions_;
    std::mutex idle_mutex_;
    std::vector<Reader const*> idle_;  ///< As many as there are idle reader threads.
    asio::thread_pool readers_;
    asio::thread_pool writer_;
    asio::thread_pool elsewhere_;
    std::size_t elsewhere_count_ = 0;  ///< Requests that wait for other servers. Of the io thread.
    asio::thread_pool reading_jobs_;   ///< For jobs that only read, which may take long and must delay no slot.
};

}  // namespace safetycell::net
