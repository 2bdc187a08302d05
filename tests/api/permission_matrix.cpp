// Every route, asked by everybody, about what is theirs and about what is not. The expectations are written
// down here, by hand and apart from the table of permissions, so that a slip in one is not repeated in the
// other; a route that is not listed fails.

#include "api/published_database.hpp"
#include "api/routes.hpp"
#include "base/sha256.hpp"
#include "store/accounts.hpp"
#include "store/browsing.hpp"
#include "store/identity.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>

using namespace safetycell;
using namespace safetycell::test;

namespace {

constexpr Instant asked_at{seconds{1'795'327'200 + 30 * 86'400}};

/// Nobody, then the roles in their order: screen, viewer, contractor supervisor, mentor, ambassador, HSE
/// specialist, director, admin. One letter each: y may, s is asked to sign in, f is forbidden, n is told that
/// there is no such thing.
struct Expectation {
    std::string_view own;
    std::string_view foreign;
};

/// What is the same whatever it is about.
constexpr Expectation alike(std::string_view letters) {
    return {letters, letters};
}

std::map<std::string, Expectation> const expectations{
    {"GET /", alike("yyyyyyyyy")},
    {"GET /healthz", alike("yyyyyyyyy")},
    {"GET /readyz", alike("yyyyyyyyy")},
    {"GET /assets/{name}", alike("yyyyyyyyy")},
    {"GET /{page}", alike("yyyyyyyyy")},
    {"GET /api/v1/views/wall", alike("yyyyyyyyy")},
    {"GET /api/v1/definitions", alike("yyyyyyyyy")},
    {"GET /api/v1/session", alike("yyyyyyyyy")},
    {"POST /api/v1/session", alike("yyyyyyyyy")},
    {"DELETE /api/v1/session", alike("yyyyyyyyy")},
    {"POST /api/v1/access-link", alike("yyyyyyyyy")},
    {"POST /api/v1/setup", alike("yyyyyyyyy")},
    {"POST /api/v1/session/renew", alike("sfyyyyyyy")},
    {"GET /api/v1/account/sessions", alike("sfyyyyyyy")},
    {"DELETE /api/v1/account/sessions", alike("sfyyyyyyy")},
    {"POST /api/v1/account/password", alike("sfyyyyyyy")},
    {"GET /api/v1/account/tokens", alike("sfyyyyyyy")},
    {"POST /api/v1/account/tokens", alike("sfyyyyyyy")},
    // Tokens are one's own: there is none with this number.
    {"DELETE /api/v1/account/tokens/{id}", alike("sfnnnnnnn")},
    {"GET /api/v1/accounts", alike("sfffffffy")},
    {"POST /api/v1/accounts", alike("sfffffffy")},
    {"PUT /api/v1/accounts/{login}", alike("sfffffffy")},
    {"POST /api/v1/accounts/{login}/link", alike("sfffffffy")},
    {"GET /api/v1/changes", alike("sffffffyy")},
    {"GET /api/v1/changes/chain", alike("sffffffyy")},
    {"GET /api/v1/forms/{kind}", alike("sfyyyyyyy")},
    {"GET /api/v1/records/{kind}", alike("sffyyyyyf")},
    {"POST /api/v1/records/{kind}", {"sffyyyyff", "sffiiiiff"}},
    {"GET /api/v1/records/{kind}/{id}", {"sfnyyyyyn", "sfnnnnnyn"}},
    {"PUT /api/v1/records/{kind}/{id}", {"sfnfffyfn", "sfnnnnnfn"}},
    {"GET /api/v1/views/hse", alike("sfffyfyff")},
    {"GET /api/v1/editions", alike("sfyyyyyyy")},
    {"GET /api/v1/editions/{number}", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/charts", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/comparison", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/effect", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/figures/{id}/lineage", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/restatement", alike("sfyyyyyyy")},
};

/// The enterprise of the test: what is at NEAR and of OWN is theirs, what is at FAR and of OTHER is not.
struct Enterprise {
    std::int32_t own_incident = 0;
    std::int32_t foreign_incident = 0;
};

std::string token_of(domain::Role role) {
    return "matrix " + std::string{to_string(role)};
}

void sign_in(store::WriteTx& tx, domain::Role role, OrganizationId own, SiteId near) {
    domain::Account account;
    account.login = "m-" + std::string{to_string(role)};
    account.name = "Somebody";
    account.role = role;
    switch (assignment_of(role)) {
        case domain::Assignment::none: break;
        case domain::Assignment::one_organization:
        case domain::Assignment::organizations: account.organizations = {own}; break;
        case domain::Assignment::sites: account.sites = {near}; break;
    }
    account = store::put_account(tx, account).record;
    store::insert_session(tx,
                          {sha256_hex(token_of(role)), account.id, asked_at, asked_at, "192.0.2.1", "a test"});
}

Enterprise furnish(store::WriteTx& tx) {
    tx.open_change({"tester", "furnish", "a test"});
    OrganizationId const own = store::find_organization(tx, "OWN")->id;
    domain::Organization other;
    other.code = "OTHER";
    other.name = "Other";
    OrganizationId const other_id = store::put_organization(tx, other).record.id;
    SiteId const near = store::find_site(tx, "ШАХТА 1")->id;
    domain::Site far;
    far.code = "FAR";
    far.name = "Far";
    SiteId const far_id = store::put_site(tx, far).record.id;
    domain::Incident incident;
    incident.reference = "N-OWN";
    incident.organization = own;
    incident.site = near;
    incident.occurred_on = parse_date("2026-11-20").value();
    incident.incident_class = domain::IncidentClass::near_miss;
    Enterprise enterprise;
    enterprise.own_incident = store::put_incident(tx, incident).record.id.value;
    incident.reference = "N-OTHER";
    incident.organization = other_id;
    incident.site = far_id;
    enterprise.foreign_incident = store::put_incident(tx, incident).record.id.value;
    for (domain::Role const role : domain::all_roles)
        sign_in(tx, role, own, near);
    return enterprise;
}

/// The change that last revised the incident.
Revision newest_change(PublishedDatabase& database, std::int32_t incident) {
    store::ReadTx const tx(database.connection());
    return store::load_revisions<domain::Incident>(tx, incident).back().change.number;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    if (auto const at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

/// A request of the route about what is the asker's own or not: well formed as far as permissions look at it.
/// `newest` is the change that last revised the incident.
Question question_of(api::Route const& route, Enterprise const& enterprise, bool is_own, Revision newest) {
    std::string path{route.pattern};
    bool const is_record = path.find("/records/") != std::string::npos;
    path = replaced(path, "{name}", "wall-AB12CD.js");
    path = replaced(path, "{page}", "wall");
    path = replaced(path, "{number}", "1");
    path = replaced(path, "{kind}", "incidents");
    path = replaced(path, "{login}", "m-viewer");
    std::string id = "ltifr";
    if (path.find("/tokens/") != std::string::npos) id = "1";
    if (is_record) id = std::to_string(is_own ? enterprise.own_incident : enterprise.foreign_incident);
    path = replaced(path, "{id}", id);
    Question question{path};
    question.method = route.method;
    question.at = asked_at;
    bool const is_scoped =
        route.pattern.starts_with("/api/v1/editions/{number}") && !route.pattern.ends_with("restatement");
    if (is_scoped) {
        std::string const scope = is_own ? "organization:OWN" : "organization:OTHER";
        if (route.pattern.ends_with("comparison")) {
            // Of one and the same, which is refused as such to whoever may see it.
            question.query = {{"scope", scope}, {"other", scope}};
        } else {
            question.query = {{"scope", scope}};
        }
        if (route.pattern.ends_with("effect")) question.query["date"] = "2026-11-01";
    }
    if (route.body_limit > 0) question.body = "{}";
    if (is_record && route.method == api::Method::post) {
        static int keys = 0;
        question.idempotency_key = fmt::format("matrix {}", ++keys);
        question.body = fmt::format(
            R"({{"fields":{{"reference":"M-{}","organization":"{}","site":"{}","date":"2026-11-21","class":"NEAR_MISS"}},"reason":"A test"}})",
            keys, is_own ? "OWN" : "OTHER", is_own ? "ШАХТА 1" : "FAR");
    }
    if (is_record && route.method == api::Method::put) {
        question.if_match = fmt::format("\"{}\"", newest);
        question.body = fmt::format(
            R"({{"fields":{{"reference":"{}","organization":"{}","site":"{}","date":"2026-11-20","class":"NEAR_MISS","description":"after {}"}},"reason":"A test"}})",
            is_own ? "N-OWN" : "N-OTHER", is_own ? "OWN" : "OTHER", is_own ? "ШАХТА 1" : "FAR", newest);
    }
    return question;
}

/// y, s, f, n, and i: told that the input is wrong, where what it names may not be known of.
char letter_of(api::Reply const& reply, bool about_a_record_to_make) {
    if (reply.status == 401) return 's';
    if (reply.status == 403) return 'f';
    if (reply.status == 404) return 'n';
    if (reply.status == 400 && about_a_record_to_make) return 'i';
    return reply.status < 500 ? 'y' : '!';
}

}  // namespace

TEST_CASE("every route, asked in every role about what is theirs and what is not, answers as expected") {
    int combinations = 0;
    for (api::Route const& route : api::routes()) {
        if (std::holds_alternative<api::Live>(route.handler)) continue;  // Walls only, checked before any role.
        std::string const name = fmt::format("{} {}", to_string(route.method), route.pattern);
        CAPTURE(name);
        auto const expected = expectations.find(name);
        REQUIRE_MESSAGE(expected != expectations.end(), "this route has no expectation");
        for (bool const is_own : {true, false}) {
            CAPTURE(is_own);
            PublishedDatabase database(0);
            Enterprise enterprise;
            {
                store::WriteTx tx(database.connection(), asked_at);
                enterprise = furnish(tx);
                tx.commit();
            }
            database.publish(asked_at);
            std::string answered;
            for (int asker = -1; asker < static_cast<int>(domain::role_count); ++asker) {
                std::int32_t const incident = is_own ? enterprise.own_incident : enterprise.foreign_incident;
                Question question = question_of(route, enterprise, is_own, newest_change(database, incident));
                question.role.reset();
                if (asker >= 0) {
                    question.cookie =
                        "safetycell=" + token_of(domain::all_roles[static_cast<std::size_t>(asker)]);
                }
                bool const makes_record = route.method == api::Method::post &&
                                          route.pattern.find("/records/") != std::string_view::npos;
                api::Reply const reply = database.ask(question);
                answered += letter_of(reply, makes_record);
                // Nobody, screens, viewers, supervisors and mentors never read of what is not theirs.
                bool const is_open = route.action == domain::Action::see_walls;
                bool const knows_nothing = asker < 0 || asker <= static_cast<int>(domain::Role::mentor);
                if (!is_own && !is_open && knows_nothing && reply.body) {
                    CAPTURE(asker);
                    CHECK(reply.body->find("N-OTHER") == std::string::npos);
                    CHECK(reply.body->find("\"OTHER\"") == std::string::npos);
                }
                ++combinations;
            }
            CHECK(answered == (is_own ? expected->second.own : expected->second.foreign));
        }
    }
    MESSAGE(combinations << " combinations of route, asker and object");
    CHECK(expectations.size() + 1 == api::routes().size());
}
