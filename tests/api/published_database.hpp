#pragma once
// A real database with two published editions, and a way to ask the routes about it as the server does, without
// sockets.

#include "api/dispatch.hpp"
#include "api/pages.hpp"
#include "api/readiness.hpp"
#include "api/routes.hpp"
#include "publish/publisher.hpp"
#include "store/database.hpp"
#include "support/temporary_folder.hpp"

#include <map>
#include <span>
#include <string>

namespace safetycell::test {

/// A pack of pages as the build makes it: path, type, caching and text of each.
struct PackedFile {
    std::string path;
    std::string content_type;
    std::string cache_control;
    std::string text;
};
std::string pack(std::vector<PackedFile> const& files);

struct Question {
    std::string path;
    std::map<std::string, std::string> query{};
    api::Method method = api::Method::get;
    std::string if_none_match{};
    bool accepts_gzip = false;
    bool peer_is_local = true;
    std::string body{};
};

class PublishedDatabase {
public:
    /// `editions` are published one a day.
    explicit PublishedDatabase(int editions = 2);

    api::Reply ask(Question const& question, std::span<api::Route const> routes = api::routes());

    store::Connection& connection() { return connection_; }
    api::Readiness& readiness() { return readiness_; }
    std::string epoch();

private:
    TemporaryFolder folder_;
    store::Connection connection_;
    api::Pages pages_;
    api::Readiness readiness_;
    api::Service service_{pages_, readiness_};
};

/// The one shape of errors, asserted whole; gives the code.
std::string error_code_of(api::Reply const& reply);

}  // namespace safetycell::test
