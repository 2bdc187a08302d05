#pragma once
// What every connection needs of the server it belongs to. All of it is of the io thread and outlives them.

#include "api/route.hpp"
#include "base/clock.hpp"
#include "live/hub.hpp"
#include "net/body_budget.hpp"
#include "net/counters.hpp"
#include "net/http_guard.hpp"
#include "net/options.hpp"
#include "net/sessions.hpp"
#include "net/workers.hpp"

#include <span>
#include <string>

namespace safetycell::net {

class Services {
public:
    Services(ServerOptions const& server_options, ServerFunctions const& server_functions,
             std::span<api::Route const> route_table, Clock const& server_clock);

    ServerOptions const& options;
    ServerFunctions const& functions;
    std::span<api::Route const> routes;
    Clock const& clock;
    HostRules host_rules;
    Counters counters;
    BodyBudget bodies;
    live::Hub hub;
    Sessions sessions;
    Workers workers;

    /// Unique among all servers of a log.
    std::string next_request_id();

private:
    std::string request_prefix_;
    std::uint64_t requests_ = 0;
};

}  // namespace safetycell::net
