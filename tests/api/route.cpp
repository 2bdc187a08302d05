#include "api/route.hpp"

#include "api/routes.hpp"
#include "support/source_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

using namespace safetycell;
using api::Method;

namespace {

tl::expected<api::Match, api::Refusal> find(std::optional<Method> method, std::string_view path) {
    return api::find_route(api::routes(), method, path);
}

std::string pattern_of(std::string_view path) {
    auto const match = find(Method::get, path);
    return match ? std::string(match->route->pattern) : "none";
}

}  // namespace

TEST_CASE("a path finds its route, literal ones before those with parameters") {
    CHECK(pattern_of("/") == "/");
    CHECK(pattern_of("/healthz") == "/healthz");
    CHECK(pattern_of("/wall") == "/{page}");
    CHECK(pattern_of("/assets/wall-AB12CD.js") == "/assets/{name}");
    CHECK(pattern_of("/api/v1/editions") == "/api/v1/editions");
    CHECK(pattern_of("/api/v1/editions/latest") == "/api/v1/editions/{number}");
    CHECK(pattern_of("/api/v1/editions/12") == "/api/v1/editions/{number}");
    CHECK(find(Method::get, "/api/v1/editions/12")->parameters.at("number") == "12");
    for (char const* const path : {"/wall/", "//wall", "//", "/api", "/api/v1", "/api/v1/", "/api/v1/editions/",
                                   "/api/v1/editions/1/2", "/API/v1/editions", "/assets/a/b"}) {
        CAPTURE(path);
        bool const is_page = pattern_of(path) == "/{page}";
        bool const has_none = pattern_of(path) == "none";
        CHECK((has_none || (is_page && std::string_view(path) == "/api")));
    }
}

TEST_CASE("HEAD finds the route of GET; other methods are told which there are") {
    CHECK(find(Method::head, "/healthz").has_value());
    for (std::optional<Method> const method :
         {std::optional(Method::post), std::optional(Method::delete_), std::optional<Method>()}) {
        auto const refused = find(method, "/healthz");
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().status == 405);
        CHECK(refused.error().allow.starts_with("GET, HEAD"));
    }
    CHECK(find(Method::post, "/no/such/path").error().status == 404);
    CHECK(find(std::nullopt, "/no/such/path").error().status == 404);
}

TEST_CASE("who is not signed in sees what the walls show and what it means, and may sign in") {
    std::set<std::string> const open{"GET /",
                                     "GET /healthz",
                                     "GET /readyz",
                                     "GET /api/v1/live",
                                     "GET /api/v1/views/wall",
                                     "GET /api/v1/definitions",
                                     "GET /api/v1/openapi.json",
                                     "GET /api/v1/session",
                                     "POST /api/v1/session",
                                     "DELETE /api/v1/session",
                                     "POST /api/v1/access-link",
                                     "POST /api/v1/setup",
                                     "POST /api/v1/session/provider",
                                     "POST /api/v1/session/provider/answer",
                                     "POST /api/v1/screen",
                                     "GET /assets/{name}",
                                     "GET /{page}"};
    for (api::Route const& route : api::routes()) {
        std::string const name = std::string{to_string(route.method)} + " " + std::string{route.pattern};
        CAPTURE(name);
        CHECK((domain::may_at_all(std::nullopt, route.action) == domain::Permission::allowed) ==
              open.contains(name));
    }
}

TEST_CASE("every method is told by its name and back") {
    for (Method const method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_}) {
        CHECK(api::method_from(api::to_string(method)) == method);
    }
    CHECK_FALSE(api::method_from("get").has_value());
    CHECK_FALSE(api::method_from("").has_value());
}

TEST_CASE("the description of the interface has exactly the routes of the table, and its text names them all") {
    std::set<std::string> described;
    std::ifstream description(safetycell::test::source_file("schema/openapi.yaml"));
    REQUIRE(description.good());
    std::string path;
    for (std::string line; std::getline(description, line);) {
        if (line.starts_with("  /") && line.ends_with(":")) path = line.substr(2, line.size() - 3);
        for (char const* const method : {"get", "post", "put", "patch", "delete"}) {
            if (!path.empty() && line == std::string("    ") + method + ":")
                described.insert(method + (" " + path));
        }
    }
    std::set<std::string> served;
    for (api::Route const& route : api::routes()) {
        std::string method(api::to_string(route.method));
        for (char& c : method)
            c = static_cast<char>(c - 'A' + 'a');
        served.insert(method + " " + std::string(route.pattern));
    }
    CHECK(described == served);

    std::ifstream text_file(safetycell::test::source_file("docs/api.md"));
    REQUIRE(text_file.good());
    std::string const text{std::istreambuf_iterator<char>(text_file), {}};
    for (api::Route const& route : api::routes()) {
        CAPTURE(route.pattern);
        CHECK(text.find("`" + std::string(route.pattern) + "`") != std::string::npos);
    }
}

TEST_CASE("a route takes the types it names, and no others") {
    api::Route route;
    route.content_type = "text/csv, application/octet-stream";
    CHECK(takes(route, "text/csv"));
    CHECK(takes(route, "application/octet-stream"));
    CHECK_FALSE(takes(route, "text/csv, application/octet-stream"));
    CHECK_FALSE(takes(route, "text/html"));
    CHECK_FALSE(takes(route, ""));
    route.content_type = "";
    CHECK_FALSE(takes(route, "text/csv"));
}
