#include "api/route.hpp"

#include <algorithm>
#include <array>

namespace safetycell::api {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> methods{{{Method::get, "GET"},
                                                                      {Method::head, "HEAD"},
                                                                      {Method::post, "POST"},
                                                                      {Method::put, "PUT"},
                                                                      {Method::patch, "PATCH"},
                                                                      {Method::delete_, "DELETE"}}};

/// Cuts the first segment off a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    auto const end = std::min(path.find('/'), path.size());
    std::string_view const segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

std::optional<Parameters> match_path(std::string_view pattern, std::string_view path) {
    Parameters parameters;
    while (!pattern.empty() && !path.empty()) {
        std::string_view const expected = take_segment(pattern);
        std::string_view const segment = take_segment(path);
        if (expected.starts_with('{')) {
            if (segment.empty()) return std::nullopt;
            parameters.emplace(expected.substr(1, expected.size() - 2), segment);
        } else if (expected != segment) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return parameters;
}

}  // namespace

std::string_view to_string(Method method) {
    for (auto const& [known, name] : methods) {
        if (known == method) return name;
    }
    return "";
}

std::optional<Method> method_from(std::string_view name) {
    for (auto const& [method, known] : methods) {
        if (known == name) return method;
    }
    return std::nullopt;
}

bool takes(Route const& route, std::string_view content_type) {
    constexpr std::string_view between = ", ";
    for (std::string_view rest = route.content_type; !rest.empty();) {
        auto const end = std::min(rest.find(between), rest.size());
        if (rest.substr(0, end) == content_type) return true;
        rest.remove_prefix(std::min(end + between.size(), rest.size()));
    }
    return false;
}

tl::expected<Match, Refusal> find_route(std::span<Route const> routes, std::optional<Method> method,
                                        std::string_view path) {
    if (method == Method::head) method = Method::get;
    std::string allow;
    for (Route const& route : routes) {
        std::optional<Parameters> parameters = match_path(route.pattern, path);
        if (!parameters) continue;
        if (route.method != method) {
            if (!allow.empty()) allow += ", ";
            allow += to_string(route.method);
            if (route.method == Method::get) allow += ", HEAD";
            continue;
        }
        return Match{&route, std::move(*parameters)};
    }
    if (allow.empty()) {
        return tl::unexpected(Refusal{
            404, {ErrorCode::not_found, "There is nothing at this address; check how it is spelled.", ""}, ""});
    }
    return tl::unexpected(
        Refusal{405, {ErrorCode::invalid, "This address takes other methods: " + allow + ".", ""}, allow});
}

}  // namespace safetycell::api
