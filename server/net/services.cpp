#include "net/services.hpp"

#include "base/sha256.hpp"

#include <fmt/format.h>

namespace safetycell::net {
namespace {

std::vector<std::string> hosts_of(ServerOptions const& options) {
    std::vector<std::string> hosts = options.allowed_hosts;
    bool const is_version_6 = options.address.find(':') != std::string::npos;
    hosts.push_back(is_version_6 ? "[" + options.address + "]" : options.address);
    return hosts;
}

}  // namespace

Services::Services(ServerOptions const& server_options, ServerFunctions const& server_functions,
                   std::span<api::Route const> route_table, Clock const& server_clock)
    : options(server_options),
      functions(server_functions),
      routes(route_table),
      clock(server_clock),
      host_rules(hosts_of(server_options), server_options.allowed_origins),
      bodies(server_options.most_body_bytes),
      hub(server_options.epoch),
      workers(server_functions),
      request_prefix_(random_hex(4)) {
}

std::string Services::next_request_id() {
    return fmt::format("{}-{}", request_prefix_, ++requests_);
}

}  // namespace safetycell::net
