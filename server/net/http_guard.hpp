#pragma once
// What a request header must be before anything of its body is read: a pure function over the parsed header.
// The parser behind it is lenient where leniency lets one request hide in another (an unknown transfer coding
// counts as "no body" there), so framing is judged here again, and whoever fails is answered and disconnected.

#include "api/message.hpp"
#include "api/route.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::net {

struct HeaderField {
    std::string_view name;
    std::string_view value;
};

/// A parsed request header, borrowed from the parser.
struct RequestHead {
    std::string_view method;
    std::string_view target;
    unsigned version = 11;  ///< 10 or 11, as HTTP/1.0 and HTTP/1.1.
    std::vector<HeaderField> fields;
};

/// By which names this server may be addressed, so that a page of another site cannot reach it through a name
/// of its own (DNS rebinding), and from which origins its WebSockets may be opened.
class HostRules {
public:
    /// `hosts` are names, with or without a port; without one every port fits. `origins` are further ones,
    /// complete: "https://safety.example.com".
    HostRules(std::vector<std::string> hosts, std::vector<std::string> origins);

    /// `local_address` is the address the connection came in on, as it stands in a Host header; it always fits.
    bool admits_host(std::string_view host, std::string_view local_address) const;
    /// `host` is the admitted Host of the same request: a page of this very server is always admitted. Exact.
    bool admits_origin(std::string_view origin, std::string_view host) const;

private:
    std::vector<std::string> hosts_;
    std::vector<std::string> origins_;
};

/// A header that passed.
struct AdmittedHead {
    std::optional<api::Method> method;  ///< None for a method that no route has.
    std::string path;
    std::map<std::string, std::string> query;
    std::string host;
    std::string content_type;
    std::string if_none_match;
    std::string if_match;
    std::string cookie;
    std::string authorization;
    std::string idempotency_key;
    std::string user_agent;
    std::string forwarded_for;         ///< The last address that a proxy tells; empty: none does.
    std::vector<std::string> origins;  ///< All Origin fields.
    bool accepts_gzip = false;
    bool expects_continue = false;
    bool chunked = false;
    std::uint64_t content_length = 0;

    bool has_body() const { return chunked || content_length > 0; }
};

/// Every refusal of it ends the connection.
tl::expected<AdmittedHead, api::Refusal> check_head(RequestHead const& head, HostRules const& rules,
                                                    std::string_view local_address);

/// Whether an Accept-Encoding field takes gzip: named, or by `*`, and not with a weight of zero.
bool takes_gzip(std::string_view accept_encoding);

}  // namespace safetycell::net
