// Every route, asked by everybody, about what is theirs and about what is not. The expectations are written
// down here, by hand and apart from the table of permissions, so that a slip in one is not repeated in the
// other; a route that is not listed fails.

#include "api/published_database.hpp"
#include "api/routes.hpp"
#include "base/sha256.hpp"
#include "import/fields.hpp"
#include "store/accounts.hpp"
#include "store/identity.hpp"
#include "store/photos.hpp"
#include "support/pictures.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace safetycell;
using namespace safetycell::test;
using json = nlohmann::json;

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
    {"GET /api/v1/openapi.json", alike("yyyyyyyyy")},
    {"GET /api/v1/definitions", alike("yyyyyyyyy")},
    {"GET /api/v1/session", alike("yyyyyyyyy")},
    {"POST /api/v1/session", alike("yyyyyyyyy")},
    {"DELETE /api/v1/session", alike("yyyyyyyyy")},
    // This server signs nobody in elsewhere.
    {"POST /api/v1/session/provider", alike("nnnnnnnnn")},
    {"POST /api/v1/session/provider/answer", alike("nnnnnnnnn")},
    {"POST /api/v1/access-link", alike("yyyyyyyyy")},
    // Nobody holds the token that is shown, or an empty one.
    {"POST /api/v1/screen", alike("yyyyyyyyy")},
    {"POST /api/v1/setup", alike("yyyyyyyyy")},
    {"POST /api/v1/session/renew", alike("sfyyyyyyy")},
    {"GET /api/v1/account/sessions", alike("sfyyyyyyy")},
    {"DELETE /api/v1/account/sessions", alike("sfyyyyyyy")},
    {"POST /api/v1/account/password", alike("sfyyyyyyy")},
    {"GET /api/v1/account/second-factor", alike("sfyyyyyyy")},
    {"POST /api/v1/account/second-factor", alike("sfyyyyyyy")},
    {"PUT /api/v1/account/second-factor", alike("sfyyyyyyy")},
    {"POST /api/v1/account/second-factor/removal", alike("sfyyyyyyy")},
    {"GET /api/v1/account/tokens", alike("sfyyyyyyy")},
    {"POST /api/v1/account/tokens", alike("sfyyyyyyy")},
    // Tokens are one's own: there is none with this number.
    {"DELETE /api/v1/account/tokens/{id}", alike("sfnnnnnnn")},
    {"GET /api/v1/accounts", alike("sfffffffy")},
    {"POST /api/v1/accounts", alike("sfffffffy")},
    {"PUT /api/v1/accounts/{login}", alike("sfffffffy")},
    {"POST /api/v1/accounts/{login}/link", alike("sfffffffy")},
    // The account that is asked about has none.
    {"DELETE /api/v1/accounts/{login}/second-factor", alike("sfffffffn")},
    {"GET /api/v1/failed-sign-ins", alike("sffffffyy")},
    {"GET /api/v1/settings", alike("sfffffffy")},
    {"PUT /api/v1/settings", alike("sfffffffy")},
    {"GET /api/v1/accounts/{login}/tokens", alike("sfffffffy")},
    {"POST /api/v1/accounts/{login}/tokens", alike("sfffffffy")},
    {"DELETE /api/v1/accounts/{login}/tokens/{id}", alike("sfffffffn")},
    {"GET /api/v1/changes", alike("sffffffyy")},
    {"GET /api/v1/changes/chain", alike("sffffffyy")},
    {"GET /api/v1/changes/{number}", alike("sffffffyy")},
    // Files on their way in are one's own: there is none with this number, nor such an import, nor such a
    // layout.
    {"GET /api/v1/imports", alike("sfffffyff")},
    {"POST /api/v1/imports", alike("sfffffyff")},
    {"GET /api/v1/imports/{id}", alike("sfffffnff")},
    {"PUT /api/v1/imports/{id}", alike("sfffffnff")},
    {"DELETE /api/v1/imports/{id}", alike("sfffffnff")},
    {"POST /api/v1/imports/{id}/preview", alike("sfffffnff")},
    {"POST /api/v1/imports/{id}/commit", alike("sfffffnff")},
    {"POST /api/v1/changes/{number}/undo", alike("sfffffnff")},
    {"DELETE /api/v1/import-profiles/{name}", alike("sfffffnff")},
    {"GET /api/v1/filings", alike("sffyyyyyf")},
    {"GET /api/v1/filings/{id}", {"sffyyyyyf", "sffnnnnyf"}},
    // The matrix asks for the incidents: whoever may list them may export them.
    {"GET /api/v1/incidents/{id}/personal-detail", {"sfffffyfy", "sfffffnfy"}},
    {"PUT /api/v1/incidents/{id}/personal-detail", {"sfffffyff", "sfffffnff"}},
    // There is none of this incident.
    {"POST /api/v1/incidents/{id}/personal-detail/reading", alike("sfffffnff")},
    {"POST /api/v1/incidents/{id}/personal-detail/erasure", {"sfffffyfy", "sfffffnfy"}},
    {"GET /api/v1/exports/{list}", alike("sffyyyyyf")},
    {"GET /api/v1/records/violations/{id}/steps", {"sfnyyyyyn", "sfnnnnnyn"}},
    // A comment, by those who fix, verify and record.
    {"POST /api/v1/records/violations/{id}/steps", {"sfnyyfyfn", "sfnnnnnfn"}},
    {"GET /api/v1/views/hse", alike("sfffyfyff")},
    {"GET /api/v1/editions", alike("sfyyyyyyy")},
    {"GET /api/v1/editions/{number}", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/charts", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/comparison", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/effect", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/figures/{id}/lineage", {"sfnyynyyn", "sfnnnnyyn"}},
    {"GET /api/v1/editions/{number}/restatement", alike("sfyyyyyyy")},
};

/// Of the routes that take any kind of records.
struct OfKind {
    std::string_view list;
    Expectation create;
    Expectation read;
    Expectation revise;
};

std::map<std::string, OfKind> const by_kind{
    {"organizations",
     {"sffyyyyyy", alike("sfffffffy"), {"sfnyyyyyy", "sfnnnyyyy"}, {"sfnfffffy", "sfnnnfffy"}}},
    {"sites", {"sfyyyyyyy", alike("sfffffffy"), alike("sfyyyyyyy"), alike("sfffffffy")}},
    {"hours",
     {"sffyyyyyf", {"sffyffyff", "sffiffiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnyffyfn", "sfnnnnnfn"}}},
    // A near miss, which anybody at work reports and only whoever recorded it revises.
    {"incidents",
     {"sffyyyyyf", {"sffyyyyff", "sffiiiiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnfffyfn", "sfnnnnnfn"}}},
    {"violations",
     {"sffyyyyyf", {"sfffffyff", "sfffffiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnfffyfn", "sfnnnnnfn"}}},
    {"period_totals",
     {"sffyyyyyf", {"sffyffyff", "sffiffiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnyffyfn", "sfnnnnnfn"}}},
    {"obligations",
     {"sffyyyyyf", {"sfffyfyff", "sfffififf"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnfyfyfn", "sfnnnnnfn"}}},
    // A proposal; whoever did not make it needs to be one who records inspections.
    {"activities",
     {"sffyyyyyf", {"sffyyyyff", "sffiiiiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnffyyfn", "sfnnnnnfn"}}},
    {"breaches",
     {"sffyyyyyf", {"sfffffyff", "sfffffiff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnfffyfn", "sfnnnnnfn"}}},
    {"disputes",
     {"sffyyyyyf", {"sffyfffff", "sffifffff"}, {"sfnyyyyyn", "sfnnnnnyn"}, {"sfnyffffn", "sfnnnnnfn"}}},
};

/// None: the route is not listed.
std::optional<Expectation> expected_of(api::Route const& route, std::string const& kind) {
    if (kind.empty()) {
        auto const found = expectations.find(fmt::format("{} {}", to_string(route.method), route.pattern));
        return found == expectations.end() ? std::nullopt : std::optional(found->second);
    }
    OfKind const& of_kind = by_kind.at(kind);
    if (route.pattern == "/api/v1/forms/{kind}") return alike("sfyyyyyyy");
    if (route.pattern == "/api/v1/records/{kind}")
        return route.method == api::Method::get ? alike(of_kind.list) : of_kind.create;
    // Of the kinds that have photos, the photo of the record itself.
    bool const has_photos = kind == "incidents" || kind == "violations";
    if (route.pattern == "/api/v1/records/{kind}/{id}/photos") {
        if (kind == "incidents") return Expectation{"sfnfffyfn", "sfnnnnnfn"};
        return has_photos ? Expectation{"sfnyyfyfn", "sfnnnnnfn"} : alike("sfnnnnnnn");
    }
    if (route.pattern.starts_with("/api/v1/records/{kind}/{id}/photos/"))
        return has_photos ? of_kind.read : alike("sfnnnnnnn");
    if (route.pattern == "/api/v1/records/{kind}/{id}")
        return route.method == api::Method::get ? of_kind.read : of_kind.revise;
    return std::nullopt;
}

/// The enterprise of the test: what is at NEAR and of OWN is theirs, what is at FAR and of OTHER is not. The
/// numbers of one record of each kind.
struct Enterprise {
    std::map<std::string, std::int32_t> own;
    std::map<std::string, std::int32_t> foreign;

    std::int32_t id(std::string const& kind, bool is_own) const { return (is_own ? own : foreign).at(kind); }
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

std::string_view suffix_of(bool is_own) {
    return is_own ? "OWN" : "OTHER";
}

/// One record of each kind.
std::map<std::string, std::int32_t> records_of(store::WriteTx& tx, OrganizationId organization, SiteId site,
                                               bool is_own) {
    Date const on = parse_date("2026-12-15").value();
    std::string const suffix{suffix_of(is_own)};
    std::map<std::string, std::int32_t> ids{{"organizations", organization.value}, {"sites", site.value}};
    domain::HoursRecord hours;
    hours.organization = organization;
    hours.site = site;
    hours.period = {on, on};
    ids["hours"] = store::put_hours(tx, hours).record.id.value;
    domain::PeriodTotals totals;
    totals.organization = organization;
    totals.site = site;
    totals.period = {parse_date("2020-01-01").value(), parse_date("2020-01-31").value()};
    totals.counts[0] = 0;
    ids["period_totals"] = store::put_period_totals(tx, totals).record.id.value;
    domain::Incident incident;
    incident.reference = "N-" + suffix;
    incident.organization = organization;
    incident.site = site;
    incident.occurred_on = incident.reported_on = on;
    incident.incident_class = domain::IncidentClass::near_miss;
    domain::Incident const stored = store::put_incident(tx, incident).record;
    ids["incidents"] = stored.id.value;
    domain::Violation violation;
    violation.organization = organization;
    violation.site = site;
    violation.found_on = on;
    ids["violations"] =
        store::put_violation(tx, violation, {"V-" + suffix, "Guard rails", "", ""}).record.id.value;
    domain::Obligation obligation;
    obligation.reference = "O-" + suffix;
    obligation.organization = organization;
    obligation.site = site;
    obligation.due_on = on;
    ids["obligations"] = store::put_obligation(tx, obligation).record.id.value;
    domain::Activity activity;
    activity.reference = "A-" + suffix;
    activity.kind = domain::ActivityKind::proposal;
    activity.organization = organization;
    activity.site = site;
    activity.held_on = on;
    ids["activities"] = store::put_activity(tx, activity).record.id.value;
    domain::Breach breach;
    breach.reference = "B-" + suffix;
    breach.organization = organization;
    breach.site = site;
    breach.occurred_on = on;
    ids["breaches"] = store::put_breach(tx, breach).record.id.value;
    domain::Dispute dispute;
    dispute.reference = "D-" + suffix;
    dispute.family = domain::Disputed::violation;
    dispute.record = ids["violations"];
    dispute.submitted_on = on;
    dispute.evidence = "A picture";
    ids["disputes"] = store::put_dispute(tx, dispute).record.id.value;
    return ids;
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
    Enterprise const enterprise{records_of(tx, own, near, true), records_of(tx, other_id, far_id, false)};
    for (domain::Role const role : domain::all_roles)
        sign_in(tx, role, own, near);
    return enterprise;
}

/// One of each kind that has photos, numbered as `photo_of` says.
void plant_photos(PublishedDatabase& database, Enterprise const& enterprise) {
    store::WriteTx tx(database.connection(), asked_at);
    tx.open_change({"tester", "plant photos", "a test"});
    std::string const sha256 = database.evidence().keep("a picture").value();
    for (bool const is_own : {true, false}) {
        ViolationId const violation{enterprise.id("violations", is_own)};
        IncidentId const incident{enterprise.id("incidents", is_own)};
        for (store::PhotoSubject const& of :
             {store::PhotoSubject{{}, incident}, store::PhotoSubject{violation, {}}}) {
            store::add_photo(tx, {0, of, store::PhotoMoment::before, "", "image/png", 1, 1, 9, sha256, sha256});
        }
    }
    tx.commit();
}

int photo_of(std::string const& kind, bool is_own) {
    return (kind == "violations" ? 2 : 1) + (is_own ? 0 : 2);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    if (auto const at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

/// Fields of a record of the kind as somebody would send them; `n` tells one from another. Of the one that is
/// there already, with something else in it each time, or of a new one.
json fields_of(std::string const& kind, bool is_own, bool is_new, int n) {
    std::string const suffix{suffix_of(is_own)};
    std::string const reference = is_new ? fmt::format("M-{}", n) : suffix;
    std::string const words = fmt::format("Words {}", n);
    json fields;
    if (kind == "organizations")
        return {{"code", is_new ? reference : suffix}, {"name", words}, {"kind", "contractor"}};
    if (kind == "sites")
        return {{"code", is_new   ? reference
                         : is_own ? "ШАХТА 1"
                                  : "FAR"},
                {"name", words},
                {"time_zone", "UTC"}};
    fields["organization"] = suffix;
    fields["site"] = is_own ? "ШАХТА 1" : "FAR";
    if (kind == "hours" || kind == "period_totals") {
        std::string const first = is_new            ? to_string(parse_date("2026-01-01").value() + n)
                                  : kind == "hours" ? "2026-12-15"
                                                    : "2020-01-01";
        fields["first"] = first;
        fields["last"] = !is_new && kind == "period_totals" ? "2020-01-31" : first;
        fields[kind == "hours" ? "hours" : "FAC"] = std::to_string(n);
        return fields;
    }
    auto const named = [&](std::string_view letter) {
        fields["reference"] = is_new ? reference : fmt::format("{}-{}", letter, suffix);
    };
    if (kind == "disputes") {
        json dispute{{"disputed", "violation"},
                     {"record", "V-" + suffix},
                     {"submitted_on", "2026-12-15"},
                     {"evidence", words}};
        dispute["reference"] = is_new ? reference : "D-" + suffix;
        return dispute;
    }
    fields["description"] = words;
    if (kind == "incidents") {
        named("N");
        fields["date"] = "2026-12-15";
        fields["class"] = "NEAR_MISS";
    } else if (kind == "violations") {
        named("V");
        fields["severity"] = "medium";
        fields["found_on"] = "2026-12-15";
        fields["requirement"] = "Guard rails";
    } else if (kind == "obligations") {
        named("O");
        fields["kind"] = "measure";
        fields["due_on"] = "2026-12-15";
    } else if (kind == "activities") {
        named("A");
        fields["kind"] = "proposal";
        fields["date"] = "2026-12-15";
        fields["started_by"] = "enterprise";
    } else {
        named("B");
        fields["kind"] = "cardinal_rule";
        fields["date"] = "2026-12-15";
    }
    return fields;
}

/// Of the record that the route is about; "" where it is about none.
std::string kind_of(api::Route const& route, std::string const& kind) {
    return route.pattern.find("/records/violations/") == std::string_view::npos ? kind : "violations";
}

/// A request of the route about what is the asker's own or not: well formed as far as permissions look at it.
/// `etag`: of the record it is about, where it is about one.
Question question_of(api::Route const& route, std::string const& kind, Enterprise const& enterprise,
                     bool is_own, std::string const& etag) {
    std::string path{route.pattern};
    path = replaced(path, "{name}", "wall-AB12CD.js");
    path = replaced(path, "{page}", "wall");
    path = replaced(path, "{number}", "1");
    path = replaced(path, "{kind}", kind);
    path = replaced(path, "{list}", "incidents");
    path = replaced(path, "{login}", "m-viewer");
    std::string id = "ltifr";
    if (path.find("/tokens/") != std::string::npos) id = "1";
    if (path.find("/incidents/") != std::string::npos) id = std::to_string(enterprise.id("incidents", is_own));
    if (path.find("/filings/") != std::string::npos)
        id = std::to_string(enterprise.id("period_totals", is_own));
    if (std::string const of = kind_of(route, kind); !of.empty())
        id = std::to_string(enterprise.id(of, is_own));
    path = replaced(path, "{id}", id);
    path = replaced(path, "{photo}", std::to_string(photo_of(kind, is_own)));
    Question question{path};
    question.method = route.method;
    question.at = asked_at;
    bool const is_import = path.find("/imports/") != std::string::npos || path.ends_with("/undo");
    if (is_import) question.path = replaced(question.path, "/ltifr", "/1");
    if (is_import || route.pattern == "/api/v1/imports") {
        static int imports = 0;
        question.idempotency_key = fmt::format("matrix import {}", ++imports);
    }
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
    if (!kind_of(route, kind).empty() && route.body_limit > 0) {
        static int requests = 0;
        bool const is_new = route.method == api::Method::post;
        ++requests;
        question.body =
            route.pattern.ends_with("/steps")
                ? R"({"step":"commented","text":"A test"})"
                : json{{"fields", fields_of(kind, is_own, is_new, requests)}, {"reason", "A test"}}.dump();
        if (route.pattern.ends_with("/photos")) question.body = made_png(8, 8);
        question.idempotency_key = fmt::format("matrix {}", requests);
        question.if_match = etag;
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

namespace {

/// All kinds of records, of a route that takes them; else one without a name.
std::vector<std::string> kinds_of(api::Route const& route) {
    if (route.pattern.find("{kind}") == std::string_view::npos) return {""};
    std::vector<std::string> kinds;
    for (auto const& [kind, expected] : by_kind)
        kinds.push_back(kind);
    return kinds;
}

bool is_about_a_record(api::Route const& route) {
    return route.pattern.starts_with("/api/v1/records/") &&
           route.pattern.find("{id}") != std::string_view::npos;
}

/// The tag of the record as somebody reads it who sees everything.
std::string etag_of(PublishedDatabase& database, std::string const& path) {
    return database.ask({.path = path, .at = asked_at}).etag;
}

/// What each asker is answered, one letter each; none: nobody who signed in.
std::string answers_to(api::Route const& route, std::string const& kind, bool is_own) {
    PublishedDatabase database(0);
    Enterprise enterprise;
    {
        store::WriteTx tx(database.connection(), asked_at);
        enterprise = furnish(tx);
        tx.commit();
    }
    plant_photos(database, enterprise);
    database.publish(asked_at);
    std::string answered;
    for (int asker = -1; asker < static_cast<int>(domain::role_count); ++asker) {
        CAPTURE(asker);
        std::string etag;
        if (is_about_a_record(route)) {
            std::string const of = kind_of(route, kind);
            etag = etag_of(database, fmt::format("/api/v1/records/{}/{}", of, enterprise.id(of, is_own)));
        }
        Question question = question_of(route, kind, enterprise, is_own, etag);
        question.role.reset();
        if (asker >= 0)
            question.cookie = "safetycell=" + token_of(domain::all_roles[static_cast<std::size_t>(asker)]);
        bool const makes_record = !kind.empty() && route.method == api::Method::post;
        api::Reply const reply = database.ask(question);
        char const letter = letter_of(reply, makes_record);
        CAPTURE(question.path);
        CAPTURE(question.body);
        if (letter == 'y' && !kind.empty()) CHECK_MESSAGE(reply.status < 300, *reply.body);
        answered += letter;
        // Nobody, screens, viewers, supervisors and mentors never read of what is not theirs.
        bool const is_open = route.action == domain::Action::see_walls || kind == "sites";
        bool const knows_nothing = asker < 0 || asker <= static_cast<int>(domain::Role::mentor);
        if (!is_own && !is_open && knows_nothing && reply.body) {
            CHECK(reply.body->find("N-OTHER") == std::string::npos);
            CHECK(reply.body->find("V-OTHER") == std::string::npos);
            CHECK(reply.body->find("\"OTHER\"") == std::string::npos);
        }
    }
    return answered;
}

}  // namespace

TEST_CASE("every route, of every kind of records, asked in every role about what is theirs and what is not") {
    std::size_t combinations = 0;
    std::size_t routes_without_kinds = 0;
    for (api::Route const& route : api::routes()) {
        if (std::holds_alternative<api::Live>(route.handler)) continue;  // Walls only, checked before any role.
        for (std::string const& kind : kinds_of(route)) {
            std::string const name = fmt::format("{} {} {}", to_string(route.method), route.pattern, kind);
            CAPTURE(name);
            if (kind.empty()) ++routes_without_kinds;
            auto const expected = expected_of(route, kind);
            REQUIRE_MESSAGE(expected, "this route has no expectation");
            for (bool const is_own : {true, false}) {
                CAPTURE(is_own);
                std::string const answered = answers_to(route, kind, is_own);
                CHECK(answered == (is_own ? expected->own : expected->foreign));
                combinations += answered.size();
            }
        }
    }
    MESSAGE(combinations << " combinations of route, kind of records, asker and object");
    CHECK(expectations.size() == routes_without_kinds);
    CHECK(by_kind.size() == importing::kind_count);
}
