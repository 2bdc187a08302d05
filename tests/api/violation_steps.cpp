#include "api/violation_steps.hpp"

#include "api/published_database.hpp"
#include "store/change_log.hpp"
#include "store/touched_records.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using domain::Role;
using json = nlohmann::json;

namespace {

/// 22 December 2026, which is when questions are asked.
constexpr std::string_view today = "2026-12-22";

/// A violation that a safety specialist found on the first of December, and what is done about it.
class Life {
public:
    Life() {
        json const violation{{"fields",
                              {{"reference", "V-1"},
                               {"organization", "OWN"},
                               {"site", "ШАХТА 1"},
                               {"severity", "medium"},
                               {"found_on", "2026-12-01"},
                               {"due_on", "2026-12-28"},
                               {"requirement", "Guard rails"}}},
                             {"reason", "Inspection"}};
        Question question{"/api/v1/records/violations"};
        question.method = Method::post;
        question.role = Role::hse_specialist;
        question.body = violation.dump();
        question.idempotency_key = "found";
        api::Reply const created = database.ask(question);
        REQUIRE_MESSAGE(created.status == 201, *created.body);
        etag = created.etag;
        path = fmt::format("/api/v1/records/violations/{}", json::parse(*created.body).at("id").get<int>());
    }

    Question taking(Role role, json const& step) {
        Question question{path + "/steps"};
        question.method = Method::post;
        question.role = role;
        question.body = step.dump();
        question.if_match = etag;
        question.idempotency_key = fmt::format("step {}", ++keys_);
        return question;
    }

    json take(Role role, json const& step) {
        api::Reply const reply = database.ask(taking(role, step));
        REQUIRE_MESSAGE(reply.status == 201, *reply.body);
        etag = reply.etag;
        return json::parse(*reply.body);
    }

    int refusal(Role role, json const& step) { return database.ask(taking(role, step)).status; }

    json read(Role role, std::string const& more = "") {
        Question question{path + more};
        question.role = role;
        api::Reply const reply = database.ask(question);
        REQUIRE_MESSAGE(reply.status == 200, *reply.body);
        CHECK(reply.etag == etag);
        return json::parse(*reply.body);
    }

    PublishedDatabase database{1};
    std::string path;
    std::string etag;

private:
    int keys_ = 0;
};

}  // namespace

TEST_CASE("domain 6: from finding to verified closure, with a return, by three people") {
    Life life;
    life.take(Role::hse_specialist, {{"step", "assigned"}, {"assigned_to", "Crew 4"}});
    json record = life.take(Role::contractor_supervisor, {{"step", "fixed"}, {"text", "Rails are up"}});
    CHECK(record.at("fields").at("fixed_on") == today);
    CHECK(life.refusal(Role::contractor_supervisor, {{"step", "verified"}}) == 403);
    record = life.take(Role::mentor, {{"step", "returned"}, {"text", "The lower rail is missing"}});
    CHECK(record.at("fields").at("fixed_on") == nullptr);
    CHECK(record.at("fields").at("due_on") == "2026-12-28");
    life.take(Role::contractor_supervisor, {{"step", "fixed"}});
    CHECK(life.refusal(Role::contractor_supervisor, {{"step", "verified"}}) == 403);
    record = life.take(Role::mentor, {{"step", "verified"}, {"text", ""}});
    CHECK(record.at("fields").at("verified_on") == today);
    CHECK(record.at("revisions").size() == 6);
    CHECK(record.at("revisions")[3].at("why") == "returned: The lower rail is missing");

    json const told = life.read(Role::contractor_supervisor, "/steps");
    REQUIRE(told.at("steps").size() == 5);
    CHECK(told.at("steps")[0].at("assigned_to") == "Crew 4");
    CHECK(told.at("steps")[2].at("who") == "a-mentor");
    CHECK(told.at("steps")[2].at("on") == today);
    CHECK(told.at("steps")[2].at("text") == "The lower rail is missing");
    CHECK(told.at("open_steps") == json{"commented"});
    CHECK(life.read(Role::director).at("steps") == told.at("steps"));
    CHECK(life.read(Role::hse_specialist).at("open_steps") == json{"reopened", "commented"});
    store::ReadTx const tx(life.database.connection());
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("domain 6: more time is asked for and refused, and nothing of the violation has changed") {
    Life life;
    json const before = life.read(Role::director).at("fields");
    json record = life.take(Role::contractor_supervisor,
                            {{"step", "extension_asked"}, {"until", "2027-01-10"}, {"text", "Steel is late"}});
    CHECK(record.at("open_steps") == json{"fixed", "commented"});
    CHECK(life.refusal(Role::mentor, {{"step", "extension_refused"}, {"text", "No"}}) == 403);
    record = life.take(Role::hse_specialist, {{"step", "extension_refused"}, {"text", "There is steel"}});
    CHECK(record.at("fields") == before);
    CHECK(record.at("revisions").size() == 1);
    CHECK(record.at("steps")[1].at("until") == "2027-01-10");
}

TEST_CASE("a step that is sent again is taken once, and one from an older state is not taken") {
    Life life;
    Question const fix = life.taking(Role::contractor_supervisor, {{"step", "fixed"}});
    api::Reply const first = life.database.ask(fix);
    REQUIRE(first.status == 201);
    api::Reply const again = life.database.ask(fix);
    CHECK(again.status == 201);
    CHECK(*again.body == *first.body);
    CHECK(life.refusal(Role::mentor, {{"step", "verified"}}) == 412);
    life.etag = first.etag;
    // A comment too is something one should have seen.
    life.take(Role::hse_specialist, {{"step", "commented"}, {"text", "Look at the bolts"}});
    std::string const newest = std::exchange(life.etag, first.etag);
    CHECK(life.refusal(Role::mentor, {{"step", "verified"}}) == 412);
    life.etag = newest;
    life.take(Role::mentor, {{"step", "verified"}});
    CHECK(life.read(Role::director).at("steps").size() == 3);
}

TEST_CASE("what a step may not say is told with its field") {
    Life life;
    struct Case {
        json body;
        std::string field;
    };
    for (auto const& [body, field] : std::vector<Case>{
             {{{"step", "done"}}, "step"},
             {{{"text", "x"}}, "step"},
             {{{"step", "cancelled"}}, "text"},
             {{{"step", "cancelled"}, {"text", "two\nlines"}}, "text"},
             {{{"step", "cancelled"}, {"text", std::string(2001, 'x')}}, "text"},
             {{{"step", "assigned"}}, "assigned_to"},
             {{{"step", "extension_asked"}, {"text", "x"}, {"until", "soon"}}, "until"},
             {{{"step", "extension_asked"}, {"text", "x"}, {"until", "2026-12-28"}}, "until"},
             {{{"step", "fixed"}, {"fixed_on", "2026-12-02"}}, "fixed_on"},
         }) {
        CAPTURE(body.dump());
        api::Reply const reply = life.database.ask(life.taking(Role::hse_specialist, body));
        CHECK(reply.status == 400);
        CHECK(json::parse(*reply.body).at("error").at("field") == field);
    }
    CHECK(life.read(Role::director).at("steps").empty());
}

TEST_CASE("a comment is a change of the violation for the audit, and its author's words stay text") {
    Life life;
    std::string const words = "<b>=1+1</b> '; DROP TABLE violation; --";
    life.take(Role::mentor, {{"step", "commented"}, {"text", words}});
    CHECK(life.read(Role::director).at("steps")[0].at("text") == words);
    store::ReadTx const tx(life.database.connection());
    auto const touched = store::find_touched_records(tx, store::newest_revision(tx));
    REQUIRE(touched.records.size() == 1);
    CHECK(touched.records[0].first == "violations");
}

TEST_CASE("a violation that was moved shows its new organization no step of before") {
    Life life;
    Question other{"/api/v1/records/organizations"};
    other.method = Method::post;
    other.role = Role::admin;
    other.idempotency_key = "other";
    other.body = R"({"fields":{"code":"OTHER","name":"Other","kind":"contractor"},"reason":"New"})";
    REQUIRE(life.database.ask(other).status == 201);
    auto const move = [&life](std::string_view to) {
        json body{{"fields", life.read(Role::hse_specialist).at("fields")}, {"reason", "Whose it is"}};
        body["fields"]["organization"] = to;
        Question revising{life.path};
        revising.method = Method::put;
        revising.role = Role::hse_specialist;
        revising.if_match = life.etag;
        revising.body = body.dump();
        api::Reply const reply = life.database.ask(revising);
        REQUIRE_MESSAGE(reply.status == 200, *reply.body);
        life.etag = reply.etag;
    };
    move("OTHER");
    life.take(Role::hse_specialist, {{"step", "commented"}, {"text", "for OTHER only"}});
    move("OWN");
    life.take(Role::hse_specialist, {{"step", "commented"}, {"text", "for OWN"}});
    json const seen = life.read(Role::contractor_supervisor);
    REQUIRE(seen.at("steps").size() == 1);
    CHECK(seen.at("steps")[0].at("text") == "for OWN");
    CHECK(life.read(Role::director).at("steps").size() == 2);
}
