#pragma once
// A request and its reply as plain values: what the routes know of HTTP. `net` makes them from bytes and back.

#include "base/civil_time.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace safetycell::api {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_ };

struct Request {
    Method method = Method::get;
    std::string path;                          ///< Percent-decoded once, starts with '/'.
    std::map<std::string, std::string> query;  ///< Decoded; a name given twice is refused before.
    std::string host;                          ///< The Host header: on the list of this server.
    std::string body;
    std::string if_none_match;
    std::string if_match;
    bool accepts_gzip = false;
    std::string cookie;           ///< The Cookie header, whole.
    std::string authorization;    ///< The Authorization header, whole.
    std::string idempotency_key;  ///< The Idempotency-Key header.
    /// Whether the page that sent this is one of ours: browsers name its origin with everything that is to
    /// change something. Programs that are no browsers name none.
    enum class Origin : std::uint8_t { none, own, foreign };
    Origin origin = Origin::none;
    std::string address;     ///< Of who asks, for the audit; through a proxy on this machine, as that tells it.
    std::string program;     ///< As it calls itself.
    std::string request_id;  ///< For the log and for error bodies.
    Instant received_at;     ///< The one `now` of everything the request causes.
};

/// An edition out of slot that a command leads to: by whom and why.
struct Publication {
    std::string who;
    std::string reason;
};

/// Default-constructible, because co_spawn of this Boost needs its results to be.
struct Reply {
    int status = 200;
    std::string content_type = "application/json";
    std::shared_ptr<std::string const> body;  ///< Shared: one view is served to many. Null: empty.
    bool gzip_encoded = false;
    std::string etag;  ///< With its quotes; empty: none.
    std::string cache_control = "no-store";
    std::vector<std::pair<std::string, std::string>> headers;  ///< Further ones.

    // What is to be done once a command is committed, before its reply goes out.
    std::optional<Publication> publication;  ///< To be published.
    bool brought_editions = false;           ///< Others than the publisher made some: screens are to be told.
};

}  // namespace safetycell::api
