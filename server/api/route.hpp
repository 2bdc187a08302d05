#pragma once
// What a route is, and how a request finds its own. A route says which thread carries it out by the type of its
// handler: a Query reads, a Command writes, a Plain needs no database and answers from memory, a Live becomes a
// WebSocket.

#include "api/message.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace safetycell::store {
class ReadTx;
class WriteTx;
}  // namespace safetycell::store

namespace safetycell::api {

class Pages;
class Readiness;

/// What handlers may use besides their transaction. Shared by all threads, lives as long as the server.
struct Service {
    Pages const& pages;
    Readiness& readiness;
};

/// The parts of the path that a pattern names, "{number}", decoded.
using Parameters = std::map<std::string, std::string, std::less<>>;

struct Context {
    Request const& request;
    Parameters const& parameters;
    Service const& service;
};

using Plain = Result<Reply> (*)(Context const&);
using Query = Result<Reply> (*)(Context const&, store::ReadTx&);
using Command = Result<Reply> (*)(Context const&, store::WriteTx&);
struct Live {};

/// Who may ask. Until people sign in, whoever can reach the loopback interface of this machine is trusted with
/// everything, and everybody else sees what the walls show.
enum class Access : std::uint8_t { everybody, local_only };

struct Route {
    Method method = Method::get;
    std::string_view pattern;  ///< Path with parameters: "/api/v1/editions/{number}". Literal ones stand first.
    Access access = Access::local_only;
    std::size_t body_limit = 0;     ///< Bytes; 0: takes no body.
    std::string_view content_type;  ///< The one it takes, of a body.
    std::variant<Plain, Query, Command, Live> handler;
};

/// A request that has found its route.
struct Match {
    Route const* route = nullptr;
    Parameters parameters;
};

/// What a request is told that gets no further.
struct Refusal {
    int status = 400;
    Error error;
    std::string allow;  ///< The methods of the path, of a 405.
};

/// Finds the route before anything of a body is read. `method` is none for one that this server does not know.
/// Refuses with 404, 405 or 403. HEAD finds the route of GET.
tl::expected<Match, Refusal> find_route(std::span<Route const> routes, std::optional<Method> method,
                                        std::string_view path, bool peer_is_local);

std::string_view to_string(Method method);
std::optional<Method> method_from(std::string_view name);

}  // namespace safetycell::api
