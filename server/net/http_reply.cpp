#include "net/http_reply.hpp"

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>

#include <array>
#include <iterator>
#include <string_view>

namespace safetycell::net {

std::string http_date(Instant instant) {
    static constexpr std::array<std::string_view, 7> weekdays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = std::chrono::floor<std::chrono::days>(instant);
    std::int64_t const days = day.time_since_epoch().count();
    std::int64_t const second = (instant - day).count();
    YearMonthDay const date = parts_of(Date{static_cast<std::int32_t>(days)});
    // The first of January 1970 was a Thursday.
    std::size_t const weekday = static_cast<std::size_t>((days % 7 + 7) % 7);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday], date.day,
                       months[date.month - 1], date.year, second / 3600, second / 60 % 60, second % 60);
}

std::string render_reply_head(api::Reply const& reply, Instant now, bool keep_alive) {
    namespace http = boost::beast::http;
    std::string_view const reason = http::obsolete_reason(static_cast<http::status>(reply.status));
    std::string head;
    auto const add = [&head](std::string_view name, std::string_view value) {
        fmt::format_to(std::back_inserter(head), "{}: {}\r\n", name, value);
    };
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", reply.status, reason);
    add("Date", http_date(now));
    if (reply.status != 304 && reply.status != 204) {
        add("Content-Length", std::to_string(reply.body ? reply.body->size() : 0));
        add("Content-Type", reply.content_type);
        if (reply.gzip_encoded) add("Content-Encoding", "gzip");
    }
    if (!reply.etag.empty()) add("ETag", reply.etag);
    add("Cache-Control", reply.cache_control);
    add("X-Content-Type-Options", "nosniff");
    for (auto const& [name, value] : reply.headers)
        add(name, value);
    add("Connection", keep_alive ? "keep-alive" : "close");
    head += "\r\n";
    return head;
}

}  // namespace safetycell::net
