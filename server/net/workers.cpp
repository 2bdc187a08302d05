#include "net/workers.hpp"

#include "api/errors.hpp"

#include <boost/asio/co_spawn.hpp>

namespace safetycell::net {
namespace {

/// Each waits ten seconds at most; whoever would wait for minutes is told so.
constexpr std::size_t most_elsewhere = 16;

Error too_many_elsewhere() {
    return {ErrorCode::unavailable, "Too many people are signing in at once; try again in a minute.", ""};
}

// Each is a coroutine only so that co_spawn can run it on a pool; none suspends.

asio::awaitable<api::Reply> run_answer(Answer const& answer, api::Request const& request,
                                       api::Match const& match) {
    co_return answer(request, match);
}

asio::awaitable<api::Prepared> run_elsewhere(ServerFunctions const& functions, api::Request const& request,
                                             api::Match const& match) {
    co_return functions.prepare_elsewhere(request, match);
}

asio::awaitable<api::Reply> run_rest(ServerFunctions const& functions, api::Request const& request,
                                     api::Match const& match, api::Rest const& rest) {
    co_return functions.finish(request, match, rest);
}

asio::awaitable<api::JobOutcome> run_job(ServerFunctions const& functions, api::Job const& job) {
    co_return functions.carry_out(job);
}

asio::awaitable<bool> run_tick(ServerFunctions const& functions) {
    co_return functions.tick();
}

}  // namespace

Workers::Workers(ServerFunctions const& functions)
    : functions_(functions), readers_(functions.readers.size()), writer_(1), elsewhere_(1), reading_jobs_(1) {
    for (Reader const& reader : functions.readers)
        idle_.push_back(&reader);
}

Workers::~Workers() {
    join();
}

void Workers::join() {
    readers_.join();
    elsewhere_.join();
    writer_.join();
    reading_jobs_.join();
}

/// Takes an idle reader, of which there is one for each thread, and puts it back whatever happens.
class Workers::Loan {
public:
    explicit Loan(Workers& workers) : workers_(workers) {
        std::lock_guard const lock(workers_.idle_mutex_);
        reader_ = workers_.idle_.back();
        workers_.idle_.pop_back();
    }
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;
    ~Loan() {
        std::lock_guard const lock(workers_.idle_mutex_);
        workers_.idle_.push_back(reader_);
    }

    Reader const& reader() const { return *reader_; }

private:
    Workers& workers_;
    Reader const* reader_ = nullptr;
};

asio::awaitable<api::Reply> Workers::run_query(api::Request const& request, api::Match const& match) {
    Loan const loan(*this);
    co_return loan.reader().query(request, match);
}

asio::awaitable<api::Prepared> Workers::run_prepare(api::Request const& request, api::Match const& match) {
    Loan const loan(*this);
    co_return loan.reader().prepare(request, match);
}

asio::awaitable<api::Reply> Workers::query(api::Request const& request, api::Match const& match) {
    auto on_reader = asio::co_spawn(readers_, run_query(request, match), asio::use_awaitable);
    co_return co_await std::move(on_reader);
}

asio::awaitable<api::Prepared> Workers::prepare(api::Request const& request, api::Match const& match) {
    if (!std::get<api::Slow>(match.route->handler).asks_elsewhere) {
        auto on_reader = asio::co_spawn(readers_, run_prepare(request, match), asio::use_awaitable);
        co_return co_await std::move(on_reader);
    }
    /// One that waits is counted until it does not, whatever happens.
    struct Waiting {
        explicit Waiting(std::size_t& waiting) : count(waiting) { ++count; }
        ~Waiting() { --count; }
        std::size_t& count;
    };
    if (elsewhere_count_ >= most_elsewhere) {
        api::Prepared refused;
        refused.reply = api::error_reply(too_many_elsewhere(), request.request_id);
        co_return refused;
    }
    Waiting const waiting(elsewhere_count_);
    auto on_elsewhere =
        asio::co_spawn(elsewhere_, run_elsewhere(functions_, request, match), asio::use_awaitable);
    co_return co_await std::move(on_elsewhere);
}

asio::awaitable<api::Reply> Workers::slow_command(api::Request const& request, api::Match const& match) {
    api::Prepared prepared = co_await prepare(request, match);
    if (!prepared.rest) co_return std::move(prepared.reply);
    auto on_writer =
        asio::co_spawn(writer_, run_rest(functions_, request, match, prepared.rest), asio::use_awaitable);
    co_return co_await std::move(on_writer);
}

asio::awaitable<api::Reply> Workers::command(api::Request const& request, api::Match const& match) {
    auto on_writer =
        asio::co_spawn(writer_, run_answer(functions_.command, request, match), asio::use_awaitable);
    co_return co_await std::move(on_writer);
}

asio::awaitable<api::JobOutcome> Workers::carry_out(api::Job const& job) {
    asio::thread_pool& pool = api::only_reads(job) ? reading_jobs_ : writer_;
    auto on_pool = asio::co_spawn(pool, run_job(functions_, job), asio::use_awaitable);
    co_return co_await std::move(on_pool);
}

asio::awaitable<bool> Workers::tick() {
    auto on_writer = asio::co_spawn(writer_, run_tick(functions_), asio::use_awaitable);
    co_return co_await std::move(on_writer);
}

}  // namespace safetycell::net
