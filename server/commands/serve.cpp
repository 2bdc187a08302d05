#include "commands/serve.hpp"

#include "app/application.hpp"
#include "base/log.hpp"
#include "commands/demo_entry.hpp"
#include "commands/verbs.hpp"

#include <signal.h>

#include <cstdio>
#include <initializer_list>

namespace safetycell::commands {
namespace {

/// SIGTERM and SIGINT, blocked in every thread that starts after this, so that one place waits for them.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (int const signal : {SIGTERM, SIGINT})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A peer that has gone must not end the program.
    ::signal(SIGPIPE, SIG_IGN);
    return signals;
}

}  // namespace

api::JobOutcome serve(ServeOptions const& options, Clock const& clock) {
    app::ApplicationOptions application;
    application.database = options.database;
    auto settings = load_settings(options.files.settings);
    if (!settings) return failed(settings.error().message);
    application.settings = *std::move(settings);
    if (options.port) application.settings.port = *options.port;
    if (options.listen_address) application.settings.listen_address = *options.listen_address;
    auto secret = load_client_secret(application.settings);
    if (!secret) return failed(secret.error().message);
    application.client_secret = *std::move(secret);
    auto policy = load_policy(options.files.policy);
    if (!policy) return failed(policy.error().message);
    application.given_policy = given_policy(options.files.policy, *policy, "serve");
    application.initial_policy = *std::move(policy);
    application.make_demo = make_demo;
    std::string const address = application.settings.listen_address;

    sigset_t const signals = block_stop_signals();
    auto const running = app::Application::start(std::move(application), clock, &carry_out);
    if (!running) return failed(running.error().message);
    bool const is_ipv6 = address.find(':') != std::string::npos;
    fmt::print("SafetyCell serves {} at http://{}:{}/wall\n", options.database.string(),
               is_ipv6 ? "[" + address + "]" : address, (*running)->port());
    if (auto const code = (*running)->setup_code()) {
        fmt::print("Nobody can sign in yet. Open /setup there and give this code, once: {}\n", *code);
    }
    std::fflush(stdout);
    log::info("serving", {{"port", (*running)->port()}});

    int signal = 0;
    sigwait(&signals, &signal);
    log::info("stopping", {{"signal", signal}});
    (*running)->stop();
    return {0, "Stopped.\n", {}};
}

}  // namespace safetycell::commands
