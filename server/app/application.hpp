#pragma once
// The whole server: lock, database, publisher, network. Builds the parts in order, stops them in the reverse
// order. Used by `safetycell serve` and, in process and on port 0, by tests.

#include "api/route.hpp"
#include "app/job_context.hpp"
#include "base/clock.hpp"
#include "config/settings.hpp"
#include "net/counters.hpp"
#include "publish/publisher.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace safetycell::app {

struct ApplicationOptions {
    std::filesystem::path database;
    config::Settings settings;
    publish::PolicyInForce initial_policy;  ///< In force until one is recorded.
    std::string client_secret{};  ///< That the provider knows this server by, where people sign in with one.
    std::optional<publish::GivenPolicy> given_policy{};  ///< To be recorded before anything is served.
    api::MakeDemo make_demo{};                           ///< For the setup page.
};

class Application {
public:
    /// Takes the lock, opens the database or makes it where there is none, brings its schema up to date, and
    /// serves. A database without an enterprise waits for the setup page. `clock` must outlive it; `carry_out`
    /// does the jobs that come over the Unix socket. Errors, each a sentence: the database cannot be opened,
    /// another process holds it, the given policy is faulty, the port is in use.
    static Result<std::unique_ptr<Application>> start(ApplicationOptions options, Clock const& clock,
                                                      CarryOut carry_out);
    /// Stops.
    ~Application();

    /// Ends the connections in order, finishes what is being written, closes the database. May be called twice.
    void stop();

    std::uint16_t port() const;
    /// What the first administrator must know to set the server up; none when there was one at the start.
    std::optional<std::string> setup_code() const;
    net::Counters const& counters() const;

private:
    class Impl;
    explicit Application(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace safetycell::app
