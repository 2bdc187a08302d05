#pragma once
// A real database with two published editions, and a way to ask the routes about it as the server does, without
// sockets.

#include "api/dispatch.hpp"
#include "api/pages.hpp"
#include "api/readiness.hpp"
#include "api/routes.hpp"
#include "api/setup_code.hpp"
#include "evidence/files.hpp"
#include "publish/publisher.hpp"
#include "store/database.hpp"
#include "support/temporary_folder.hpp"

#include <functional>
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
    std::string body{};
    std::optional<domain::Role> role =
        domain::Role::director;  ///< Who asks: signed in, in this role; none: nobody.
    api::Request::Origin origin = api::Request::Origin::own;
    std::string cookie{};  ///< Instead of the role's own session.
    std::string authorization{};
    std::string if_match{};
    std::string idempotency_key{};
    std::string address = "192.0.2.1";
    std::optional<Instant> at{};  ///< None: 30 days after the first edition.
};

class PublishedDatabase {
public:
    /// `editions` are published one a day.
    explicit PublishedDatabase(int editions = 2);
    struct NotSetUp {};
    /// Without any record, as a server makes it at its first start.
    explicit PublishedDatabase(NotSetUp);

    api::Reply ask(Question const& question, std::span<api::Route const> routes = api::routes());
    /// The same for a slow command, with something that happens between its two parts.
    api::Reply ask(Question const& question, std::function<void()> const& between);

    store::Connection& connection() { return connection_; }
    evidence::Files const& evidence() const { return evidence_; }
    /// One more edition, out of slot.
    void publish(Instant now);
    api::Readiness& readiness() { return readiness_; }
    api::Service& service() { return service_; }
    api::SignInRules& sign_in_rules() { return service_.sign_in; }
    api::SetupCode const& setup_code() const { return setup_code_; }
    /// The cookie of somebody signed in in that role, who is assigned to everything where a role needs it.
    std::string const& cookie_of(domain::Role role);
    std::string epoch();

private:
    static api::Request request_of(Question const& question, std::string cookie);
    std::string cookie_for(Question const& question);

    TemporaryFolder folder_;
    std::map<domain::Role, std::string> cookies_;  ///< Of an account in each role that was asked for.
    store::Connection connection_;
    api::Pages pages_;
    api::Readiness readiness_;
    api::SetupCode setup_code_;
    evidence::Files evidence_{folder_ / "records.db"};
    api::Service service_{pages_, readiness_, setup_code_, evidence_, {}};
};

/// The one shape of errors, asserted whole; gives the code.
std::string error_code_of(api::Reply const& reply);

}  // namespace safetycell::test
