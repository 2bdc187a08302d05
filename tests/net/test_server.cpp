#include "net/test_server.hpp"

#include <array>
#include <stdexcept>

namespace safetycell::test {
namespace {

// The server chooses the thread by the type of the handler and has the functions of the test carry it out.
Result<api::Reply> plain(api::Context const&) {
    return api::Reply{};
}
Result<api::Reply> query(api::Context const&, store::ReadTx&) {
    return api::Reply{};
}
Result<api::Reply> command(api::Context const&, store::WriteTx&) {
    return api::Reply{};
}

}  // namespace

std::span<api::Route const> TestServer::routes() {
    using enum api::Method;
    using enum domain::Action;
    static constexpr std::array<api::Route, 7> table{{
        {get, "/plain", see_walls, 0, "", plain},
        {get, "/read", see_walls, 0, "", query},
        {get, "/read/{name}", see_walls, 0, "", query},
        {get, "/throws", see_walls, 0, "", query},
        {post, "/records", see_walls, 1000, "application/json", command},
        {put, "/records", see_walls, 1000, "application/json", command},
        {get, "/api/v1/live", see_walls, 0, "", api::Live{}},
    }};
    return table;
}

api::Reply TestServer::echo(api::Request const& request, api::Match const& match) {
    if (match.route->pattern == "/throws") throw std::runtime_error("secret of the inside");
    std::string text = std::string(api::to_string(request.method)) + " " + request.path;
    for (auto const& [name, value] : match.parameters)
        text += " {" + name + "=" + value + "}";
    for (auto const& [name, value] : request.query)
        text += " ?" + name + "=" + value;
    text += " [" + request.body + "]";
    api::Reply reply;
    reply.content_type = "text/plain";
    reply.body = std::make_shared<std::string const>(std::move(text));
    return reply;
}

TestServer::TestServer() {
    options.port = 0;
    options.epoch = "e1";
    options.build = "b1";
    functions.plain = echo;
    functions.readers.resize(3, {echo, {}});
    functions.command = echo;
    functions.tick = [] {
        return false;
    };
    functions.carry_out = [](api::Job const&) {
        return api::JobOutcome{};
    };
}

live::FramesByAudience frames_of(std::int64_t edition, std::size_t size) {
    live::FramesByAudience frames;
    for (char const* const audience : {"wall/enterprise", "wall/own"}) {
        std::string text = std::string(audience) + " edition " + std::to_string(edition) + " ";
        text.append(size, 'x');
        frames[audience] =
            std::make_shared<live::Frame const>(live::Frame{"e1", edition, "gzip of " + text, text});
    }
    return frames;
}

}  // namespace safetycell::test
