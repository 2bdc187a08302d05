#include "net/http_guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace safetycell::net {
namespace {

constexpr std::array<std::string_view, 3> loopback_names{"localhost", "127.0.0.1", "[::1]"};
constexpr std::size_t longest_target = 4096;
constexpr std::size_t most_query_values = 32;
constexpr std::size_t longest_noted_value = 200;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
    return result;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    return text;
}

/// Cuts off what stands before the separator, which is dropped; the whole text when there is none.
std::string_view take_until(char separator, std::string_view& text) {
    auto const end = std::min(text.find(separator), text.size());
    std::string_view const part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

/// What a stranger says of itself, to be kept: visible ASCII, and not much of it.
std::string noted(std::string_view value) {
    std::string result{value.substr(0, longest_noted_value)};
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return result;
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

tl::unexpected<api::Refusal> refuse(int status, std::string message, std::string field = {}) {
    ErrorCode const code = status == 413 || status == 414 || status == 431 ? ErrorCode::too_large
                           : status == 421                                 ? ErrorCode::forbidden
                                                                           : ErrorCode::invalid;
    return tl::unexpected(api::Refusal{status, {code, std::move(message), std::move(field)}, ""});
}

/// The name of a host without its port; none when what follows the name is not a port.
std::optional<std::string_view> without_port(std::string_view host) {
    std::size_t end = 0;
    if (host.starts_with('[')) {
        end = host.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        ++end;
    } else {
        end = std::min(host.find(':'), host.size());
    }
    std::string_view const rest = host.substr(end);
    bool const has_port =
        rest.size() > 1 && rest.size() <= 6 && rest.front() == ':' && all_digits(rest.substr(1));
    if (!rest.empty() && !has_port) return std::nullopt;
    return host.substr(0, end);
}

std::optional<unsigned char> hex_value(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned char>(c - '0');
    c = lower(c);
    if (c >= 'a' && c <= 'f') return static_cast<unsigned char>(c - 'a' + 10);
    return std::nullopt;
}

/// The length of the UTF-8 sequence at the start of the text; 0 when there is none of the standard's.
std::size_t utf8_length(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    unsigned char const first = byte(0);
    if (first < 0x80) return 1;
    std::size_t const length = first >= 0xc2 && first < 0xe0   ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    // Overlong forms, surrogates, and what lies beyond the last code point.
    if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) >= 0xa0) ||
        (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) >= 0x90)) {
        return 0;
    }
    return length;
}

bool is_clean_text(std::string_view text) {
    while (!text.empty()) {
        std::size_t const length = utf8_length(text);
        if (length == 0) return false;
        if (length == 1 && (static_cast<unsigned char>(text.front()) < 0x20 || text.front() == 0x7f))
            return false;
        text.remove_prefix(length);
    }
    return true;
}

enum class Part { path, query };

/// Decodes percent signs once. None for a sign without two hexadecimal digits, for anything that is not clean
/// UTF-8 afterwards, and in a path for an escaped separator, which would name another resource to a program
/// that decodes at another moment. In a query, whose values are data, those are common and harmless; a plus is
/// a space there, as forms write it.
std::optional<std::string> decode(std::string_view text, Part part) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && part == Part::query) {
            result += ' ';
            continue;
        }
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        auto const high = hex_value(text[i + 1]);
        auto const low = hex_value(text[i + 2]);
        if (!high || !low) return std::nullopt;
        char const c = static_cast<char>(*high * 16 + *low);
        if (part == Part::path && (c == '/' || c == '\\')) return std::nullopt;
        result += c;
        i += 2;
    }
    if (!is_clean_text(result)) return std::nullopt;
    return result;
}

/// Why the target is refused; empty: it is not.
std::string fault_of_target(std::string_view target, AdmittedHead& admitted) {
    if (!target.starts_with('/')) return "The address must start with a slash.";
    for (char const c : target) {
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || c == '#' ||
            c == '\\') {
            return "The address holds characters that must be percent-encoded.";
        }
    }
    std::string_view query = target;
    std::optional<std::string> path = decode(take_until('?', query), Part::path);
    if (!path) return "The address is not properly percent-encoded.";
    admitted.path = std::move(*path);
    while (!query.empty()) {
        std::string_view value = take_until('&', query);
        if (value.empty()) continue;
        std::optional<std::string> name = decode(take_until('=', value), Part::query);
        std::optional<std::string> decoded = decode(value, Part::query);
        if (!name || !decoded) return "The parameters of the address are not properly percent-encoded.";
        if (!admitted.query.emplace(std::move(*name), std::move(*decoded)).second) {
            return "The address gives a parameter twice.";
        }
        if (admitted.query.size() > most_query_values) return "The address has too many parameters.";
    }
    return "";
}

/// The fields that the guard looks at, collected in one walk over the header.
struct Fields {
    std::vector<std::string_view> host, content_length, transfer_encoding, content_encoding, content_type,
        expect, cookie, authorization, idempotency_key, user_agent, if_match;
    std::string if_none_match;
    std::string_view forwarded_for;
    std::vector<std::string> origins;
    bool accepts_gzip = false;

    explicit Fields(std::vector<HeaderField> const& fields) {
        for (auto const& [name, value] : fields) {
            auto const is = [&, field = name](std::string_view other) {
                return equal_ignoring_case(field, other);
            };
            if (is("Host")) host.push_back(value);
            if (is("Content-Length")) content_length.push_back(value);
            if (is("Transfer-Encoding")) transfer_encoding.push_back(value);
            if (is("Content-Encoding")) content_encoding.push_back(value);
            if (is("Content-Type")) content_type.push_back(value);
            if (is("Expect")) expect.push_back(value);
            if (is("Origin")) origins.emplace_back(value);
            if (is("Accept-Encoding")) accepts_gzip = accepts_gzip || takes_gzip(value);
            if (is("Cookie")) cookie.push_back(value);
            if (is("Authorization")) authorization.push_back(value);
            if (is("Idempotency-Key")) idempotency_key.push_back(value);
            if (is("User-Agent")) user_agent.push_back(value);
            if (is("If-Match")) if_match.push_back(value);
            // Each proxy adds the address it was asked from: the last one is told by the proxy next to this
            // server.
            if (is("X-Forwarded-For")) forwarded_for = trimmed(value.substr(value.rfind(',') + 1));
            if (is("If-None-Match")) {
                if (!if_none_match.empty()) if_none_match += ", ";
                if_none_match += value;
            }
        }
    }
};

/// Why the framing of the body is refused; empty: it is not.
std::string fault_of_framing(RequestHead const& head, Fields const& fields, AdmittedHead& admitted) {
    if (!fields.transfer_encoding.empty()) {
        if (fields.transfer_encoding.size() > 1 || fields.transfer_encoding.front() != "chunked") {
            return "Transfer-Encoding must be `chunked`, once.";
        }
        if (head.version != 11) return "Transfer-Encoding needs HTTP/1.1.";
        if (!fields.content_length.empty()) return "Transfer-Encoding and Content-Length exclude each other.";
        admitted.chunked = true;
        return "";
    }
    if (fields.content_length.empty()) return "";
    std::string_view const digits = fields.content_length.front();
    auto const [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), admitted.content_length);
    bool const is_number = fault == std::errc{} && end == digits.data() + digits.size();
    if (fields.content_length.size() > 1 || !is_number) return "Content-Length must be one whole number.";
    return "";
}

}  // namespace

HostRules::HostRules(std::vector<std::string> hosts, std::vector<std::string> origins)
    : hosts_(loopback_names.begin(), loopback_names.end()), origins_(std::move(origins)) {
    for (std::string const& host : hosts) {
        hosts_.push_back(lower(host));
        // Behind a proxy that replaces the Host, the origin still names the host that people type.
        origins_.push_back("http://" + lower(host));
        origins_.push_back("https://" + lower(host));
    }
}

bool HostRules::admits_host(std::string_view host, std::string_view local_address) const {
    std::optional<std::string_view> const name = without_port(host);
    if (!name || name->empty()) return false;
    if (equal_ignoring_case(*name, local_address)) return true;
    return std::any_of(hosts_.begin(), hosts_.end(), [&](std::string const& one) {
        return equal_ignoring_case(one, *name) || equal_ignoring_case(one, host);
    });
}

bool HostRules::admits_origin(std::string_view origin, std::string_view host) const {
    std::string const own = lower(host);
    if (origin == "http://" + own || origin == "https://" + own) return true;
    return std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

tl::expected<AdmittedHead, api::Refusal> check_head(RequestHead const& head, HostRules const& rules,
                                                    std::string_view local_address) {
    AdmittedHead admitted;
    Fields fields(head.fields);

    if (head.version != 10 && head.version != 11)
        return refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
    if (std::string fault = fault_of_framing(head, fields, admitted); !fault.empty()) {
        return refuse(400, std::move(fault));
    }
    if (fields.host.size() != 1) return refuse(400, "A request must have one Host field.", "Host");
    if (!rules.admits_host(fields.host.front(), local_address)) {
        return refuse(421,
                      "This server does not answer to that host name; add it to `allowed_hosts` in the "
                      "configuration if it should.",
                      "Host");
    }
    if (head.target.size() > longest_target) return refuse(414, "The address is longer than 4096 bytes.");
    if (std::string fault = fault_of_target(head.target, admitted); !fault.empty()) {
        return refuse(400, std::move(fault));
    }
    if (!fields.content_encoding.empty()) {
        return refuse(415, "Bodies of requests must not be compressed.", "Content-Encoding");
    }
    for (auto const& [values, name] :
         {std::pair{&fields.cookie, "Cookie"}, std::pair{&fields.authorization, "Authorization"},
          std::pair{&fields.idempotency_key, "Idempotency-Key"}, std::pair{&fields.if_match, "If-Match"}}) {
        if (values->size() > 1) return refuse(400, fmt::format("A request has at most one {}.", name), name);
    }
    if (fields.content_type.size() > 1)
        return refuse(400, "A request has at most one Content-Type.", "Content-Type");
    for (std::string_view const expectation : fields.expect) {
        if (!equal_ignoring_case(expectation, "100-continue")) {
            return refuse(417, "Only the expectation `100-continue` is met here.", "Expect");
        }
        admitted.expects_continue = head.version == 11;
    }

    admitted.method = api::method_from(head.method);
    admitted.host = fields.host.front();
    if (!fields.content_type.empty()) admitted.content_type = lower(fields.content_type.front());
    admitted.if_none_match = std::move(fields.if_none_match);
    admitted.origins = std::move(fields.origins);
    admitted.accepts_gzip = fields.accepts_gzip;
    admitted.forwarded_for = noted(fields.forwarded_for);
    if (!fields.cookie.empty()) admitted.cookie = fields.cookie.front();
    if (!fields.authorization.empty()) admitted.authorization = fields.authorization.front();
    if (!fields.idempotency_key.empty()) admitted.idempotency_key = fields.idempotency_key.front();
    if (!fields.if_match.empty()) admitted.if_match = fields.if_match.front();
    if (!fields.user_agent.empty()) admitted.user_agent = noted(fields.user_agent.front());
    return admitted;
}

bool takes_gzip(std::string_view accept_encoding) {
    bool by_star = false;
    while (!accept_encoding.empty()) {
        std::string_view parameters = take_until(',', accept_encoding);
        std::string_view const coding = trimmed(take_until(';', parameters));
        std::string_view const weight = trimmed(parameters);
        bool const refused = weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == weight.npos;
        if (equal_ignoring_case(coding, "gzip")) return !refused;
        if (coding == "*") by_star = !refused;
    }
    return by_star;
}

}  // namespace safetycell::net
