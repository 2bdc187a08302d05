#pragma once
// What a route is, and how a request finds its own. A route says which thread carries it out by the type of its
// handler: a Query reads, a Command writes, a Slow one takes long before it writes, a Plain needs no database
// and answers from memory, a Live becomes a WebSocket.

#include "api/message.hpp"
#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "domain/permissions.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace safetycell::store {
class Connection;
class ReadTx;
class WriteTx;
}  // namespace safetycell::store

namespace safetycell::evidence {
class Files;
}

namespace safetycell::api {

class Pages;
class Readiness;
class SetupCode;
struct ProviderSignIn;

/// How people sign in here.
struct SignInRules {
    bool over_tls = false;  ///< The pages are served over HTTPS, by a proxy: cookies are bound to it.
    seconds idle_limit = std::chrono::hours{12};
    seconds absolute_limit = std::chrono::hours{24 * 30};
    bool walls_need_token = false;  ///< Walls are for paired screens and for whoever is signed in.
};

/// Makes the demo in memory, with that policy in force, for a database that has no record: see
/// store/copying.hpp.
using MakeDemo = std::function<Result<std::shared_ptr<store::Connection>>(
    store::ReadTx const&, std::string_view policy_text, Instant now)>;

/// What handlers may use besides their transaction. Shared by all threads, lives as long as the server.
struct Service {
    Pages const& pages;
    Readiness& readiness;
    SetupCode const& setup_code;
    evidence::Files const& evidence;
    SignInRules sign_in;
    bool names_in_rating_table = false;  ///< Whether contractors see one another by name there.
    std::vector<TimeOfDay> initial_slots{TimeOfDay{6 * 60}, TimeOfDay{18 * 60}};  ///< Until others are set.
    MakeDemo make_demo{};  ///< May be empty: then there is none.
    /// Null: people sign in with passwords only. Used by the one thread that asks elsewhere.
    ProviderSignIn* provider = nullptr;
};

/// Who asks, as far as the request proves it.
struct Asker {
    std::optional<domain::Actor> actor;
    std::string session_sha256;  ///< Of the session that proves it; empty: none does.
    bool read_only = false;      ///< A token that may change nothing.
    bool is_screen = false;      ///< A paired screen, by the cookie that only it has.
};

/// The parts of the path that a pattern names, "{number}", decoded.
using Parameters = std::map<std::string, std::string, std::less<>>;

struct Context {
    Request const& request;
    Parameters const& parameters;
    Service const& service;
    Asker const& asker;
};

using Plain = Result<Reply> (*)(Context const&);
using Query = Result<Reply> (*)(Context const&, store::ReadTx&);
using Command = Result<Reply> (*)(Context const&, store::WriteTx&);
/// Whether the asker may have a live connection is asked before it is one, and again as long as it lives.
struct Live {
    Query admit = nullptr;
};

/// What is left of a command when all that takes long is done. It looks again at whatever may have changed
/// since.
using Rest = std::function<Result<Reply>(Context const&, store::WriteTx&)>;

/// A command of which a part takes long: hashing a password, asking another server. That part runs before the
/// write begins, so that it delays no record, with a reading connection on which it opens transactions itself.
struct Slow {
    Result<Rest> (*prepare)(Context const&, store::Connection&) = nullptr;
    bool asks_elsewhere = false;  ///< It may wait for another server, on a thread that nothing else waits for.
};

struct Route {
    Method method = Method::get;
    std::string_view pattern;  ///< Path with parameters: "/api/v1/editions/{number}". Literal ones stand first.
    /// What asking it comes to. Dispatch asks whether the asker may do that at all; the handler, which knows
    /// what it is about, whether to this. A Plain and a Live see nobody: theirs is what anybody may.
    domain::Action action = domain::Action::manage_accounts;
    std::size_t body_limit = 0;     ///< Bytes; 0: takes no body.
    std::string_view content_type;  ///< Those it takes, of a body, with ", " between them.
    std::variant<Plain, Query, Command, Slow, Live> handler;
};

/// Whether the route takes bodies of this type.
bool takes(Route const& route, std::string_view content_type);

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
/// Refuses with 404 or 405. HEAD finds the route of GET.
tl::expected<Match, Refusal> find_route(std::span<Route const> routes, std::optional<Method> method,
                                        std::string_view path);

std::string_view to_string(Method method);
std::optional<Method> method_from(std::string_view name);

}  // namespace safetycell::api
