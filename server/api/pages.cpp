#include "api/pages.hpp"

#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "store/settings.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace safetycell::api {
namespace {

/// Of a page; the script of a page reads there which language the enterprise chose.
constexpr std::string_view root_element = "<html lang=\"en\"";
constexpr std::array<std::string_view, 2> languages{"en", "ru"};

constexpr std::size_t largest_page = 64 * 1024 * 1024;

struct Line {
    std::string path;
    Page page;
    std::size_t size = 0;
};

std::optional<Line> parse_line(std::string_view text) {
    std::array<std::string_view, 5> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        bool const last = i + 1 == parts.size();
        auto const end = last ? text.size() : text.find('\t');
        if (end == std::string_view::npos) return std::nullopt;
        parts[i] = text.substr(0, end);
        text.remove_prefix(last ? end : end + 1);
    }
    Line line{std::string(parts[0]), {}, 0};
    line.page.content_type = parts[1];
    line.page.etag = parts[2];
    line.page.cache_control = parts[3];
    auto const [end, fault] = std::from_chars(parts[4].data(), parts[4].data() + parts[4].size(), line.size);
    if (fault != std::errc{} || end != parts[4].data() + parts[4].size()) return std::nullopt;
    if (!line.path.starts_with('/') || line.page.etag.size() < 2) return std::nullopt;
    return line;
}

Page in_language(Page page, std::size_t root, std::string_view language) {
    std::string text = *page.text;
    text.replace(root, root_element.size(), fmt::format("<html lang=\"{0}\" data-language=\"{0}\"", language));
    page.gzip = std::make_shared<std::string const>(gzip(text));
    page.text = std::make_shared<std::string const>(std::move(text));
    page.etag.insert(page.etag.size() - 1, fmt::format(".{}", language));
    return page;
}

/// Nothing from elsewhere, no script or style in the text of a page, in nobody's frame. Browsers of older
/// televisions do not count a WebSocket of the same server as 'self', so it is named.
std::string content_security_policy(std::string const& host) {
    return "default-src 'self'; connect-src 'self' ws://" + host + " wss://" + host +
           "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
           "frame-ancestors 'none'";
}

}  // namespace

Result<Pages> Pages::parse(std::string_view pack) {
    auto const damaged = [](std::string const& what) {
        return failure(ErrorCode::invalid, "The pages built into this program are damaged (" + what +
                                               "); build or install it again.");
    };
    Pages result;
    result.build_ = sha256_hex(pack).substr(0, 16);
    std::vector<Line> lines;
    for (;;) {
        auto const end = pack.find('\n');
        if (end == std::string_view::npos) return damaged("the list of files has no end");
        std::string_view const text = pack.substr(0, end);
        pack.remove_prefix(end + 1);
        if (text.empty()) break;
        std::optional<Line> line = parse_line(text);
        if (!line) return damaged("line " + std::to_string(lines.size() + 1) + " of the list of files");
        lines.push_back(std::move(*line));
    }
    for (Line& line : lines) {
        if (line.size > pack.size()) return damaged(line.path + " is cut off");
        std::string_view const bytes = pack.substr(0, line.size);
        pack.remove_prefix(line.size);
        Result<std::string> text = gunzip(bytes, largest_page);
        if (!text) return damaged(line.path);
        line.page.gzip = std::make_shared<std::string const>(bytes);
        line.page.text = std::make_shared<std::string const>(std::move(*text));
        auto const [kept, is_new] = result.pages_.emplace(line.path, std::move(line.page));
        if (!is_new) return damaged(line.path + " stands there twice");
        auto const root = kept->second.text->find(root_element);
        if (root == std::string::npos) continue;
        for (std::string_view const language : languages) {
            result.pages_by_language_[std::string{language}].emplace(line.path,
                                                                     in_language(kept->second, root, language));
        }
    }
    if (!pack.empty()) return damaged("bytes that belong to no file");
    return result;
}

Page const* Pages::find(std::string_view path, std::string_view language) const {
    if (auto const pages = pages_by_language_.find(language); pages != pages_by_language_.end()) {
        auto const page = pages->second.find(path);
        if (page != pages->second.end()) return &page->second;
    }
    auto const found = pages_.find(path);
    return found == pages_.end() ? nullptr : &found->second;
}

Result<Reply> redirect_to_wall(Context const&) {
    Reply reply;
    reply.status = 302;
    reply.content_type = "text/plain; charset=utf-8";
    reply.headers.emplace_back("Location", "/wall");
    return reply;
}

namespace {

Result<Reply> reply_with(Page const* page, Context const& context) {
    if (page == nullptr) {
        return failure(ErrorCode::not_found, "There is no such page; the wall is at /wall.");
    }
    Reply reply;
    reply.content_type = page->content_type;
    reply.cache_control = page->cache_control;
    reply.gzip_encoded = context.request.accepts_gzip;
    reply.body = reply.gzip_encoded ? page->gzip : page->text;
    reply.etag = page->etag;
    reply.headers.emplace_back("Content-Security-Policy", content_security_policy(context.request.host));
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    return reply;
}

}  // namespace

Result<Reply> get_page(Context const& context, store::ReadTx& tx) {
    return reply_with(context.service.pages.find(context.request.path, store::find_settings(tx).language),
                      context);
}

Result<Reply> get_asset(Context const& context) {
    return reply_with(context.service.pages.find(context.request.path), context);
}

}  // namespace safetycell::api
