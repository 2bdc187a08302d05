// Importing from a page, from upload to undo, by a safety specialist who is assigned to one site.

#include "api/published_database.hpp"
#include "base/sha256.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/identity.hpp"
#include "store/records.hpp"
#include "support/workbook_file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using domain::Role;
using json = nlohmann::json;

namespace {

constexpr Instant asked_at{seconds{1'795'327'200 + 30 * 86'400}};

class Importing : public PublishedDatabase {
public:
    Importing() {
        store::WriteTx tx(connection(), asked_at);
        tx.open_change({"tester", "furnish", "a test"});
        domain::Site far;
        far.code = "FAR";
        far.name = "Far";
        far_ = store::put_site(tx, far).record.id;
        domain::Account near;
        near.login = "near";
        near.name = "Near";
        near.role = Role::hse_specialist;
        near.sites = {store::find_site(tx, "ШАХТА 1")->id};
        near = store::put_account(tx, near).record;
        store::insert_session(tx, {sha256_hex("near"), near.id, asked_at, asked_at, "192.0.2.1", "a test"});
        tx.commit();
    }

    api::Reply send(Method method, std::string path, std::string body = {}, std::string if_match = {}) {
        Question question{std::move(path)};
        question.method = method;
        if (auto const mark = question.path.find('?'); mark != std::string::npos) {
            std::string query = question.path.substr(mark + 1);
            question.path.resize(mark);
            while (!query.empty()) {
                std::size_t const end = std::min(query.find('&'), query.size());
                std::string const one = query.substr(0, end);
                question.query[one.substr(0, one.find('='))] = one.substr(one.find('=') + 1);
                query.erase(0, std::min(end + 1, query.size()));
            }
        }
        question.body = std::move(body);
        question.if_match = std::move(if_match);
        question.at = asked_at;
        question.idempotency_key = fmt::format("import {}", ++requests_);
        if (is_near) {
            question.role.reset();
            question.cookie = "safetycell=near";
        } else {
            question.role = role;
        }
        return ask(question);
    }

    json answer(Method method, std::string path, std::string body = {}, std::string if_match = {}) {
        api::Reply const reply = send(method, std::move(path), std::move(body), std::move(if_match));
        REQUIRE_MESSAGE(reply.status < 300, *reply.body);
        return reply.body ? json::parse(*reply.body) : json();
    }

    /// The path of the draft.
    std::string upload(std::string bytes, std::string const& name = "hours.csv") {
        json const draft = answer(Method::post, "/api/v1/imports?name=" + name, std::move(bytes));
        return fmt::format("/api/v1/imports/{}", draft.at("id").get<int>());
    }

    json commit(std::string const& draft) {
        json const preview = answer(Method::post, draft + "/preview");
        return answer(Method::post, draft + "/commit", R"({"reason": "a test"})",
                      "\"" + preview.at("version").get<std::string>() + "\"");
    }

    Revision newest() {
        store::ReadTx const tx(connection());
        return store::newest_revision(tx);
    }
    std::optional<domain::Incident> incident(std::string_view reference) {
        store::ReadTx const tx(connection());
        return store::find_incident(tx, reference);
    }
    void record_far(std::string reference) {
        store::WriteTx tx(connection(), asked_at);
        tx.open_change({"tester", "far", "a test"});
        domain::Incident one;
        one.reference = std::move(reference);
        one.organization = store::find_organization(tx, "OWN")->id;
        one.site = far_;
        one.occurred_on = one.reported_on = parse_date("2026-12-01").value();
        one.incident_class = domain::IncidentClass::near_miss;
        one.description = "A secret of FAR";
        store::put_incident(tx, one);
        tx.commit();
    }

    bool is_near = false;
    Role role = Role::hse_specialist;

private:
    SiteId far_;
    int requests_ = 0;
};

constexpr std::string_view incidents =
    "reference,organization,site,date,class,description\n"
    "I-1,OWN,ШАХТА 1,2026-12-01,NEAR_MISS,one\n"
    "I-2,OWN,ШАХТА 1,2026-12-02,FAC,two\n";

std::string error_of(api::Reply const& reply) {
    return json::parse(*reply.body).at("error").at("message").get<std::string>();
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("a file is uploaded, looked at, taken whole, taken again as a difference, and undone") {
    Importing database;
    json const draft =
        database.answer(Method::post, "/api/v1/imports?name=incidents.csv", std::string{incidents});
    CHECK(draft.at("choice").at("kind") == "incidents");
    CHECK(draft.at("rows") == 2);
    CHECK(draft.at("columns").at(0).at("guess") == "reference");
    CHECK(draft.at("columns").at(5).at("samples") == json{"one", "two"});
    std::string const path = fmt::format("/api/v1/imports/{}", draft.at("id").get<int>());
    Revision const before = database.newest();

    json preview = database.answer(Method::post, path + "/preview");
    CHECK(preview.at("counts").at("new") == 2);
    CHECK(preview.at("records").at(0).at("status") == "new");
    CHECK(preview.at("records").at(0).at("key") == "I-1");
    CHECK(database.newest() == before);
    CHECK_FALSE(database.incident("I-1"));
    // Nothing is lost between preview and commit, and a page goes on where another ended.
    preview = database.answer(Method::post, path + "/preview?limit=1");
    CHECK(preview.at("records").size() == 1);
    CHECK(preview.at("next") == 1);

    json const done = database.commit(path);
    CHECK(done.at("change") == before + 1);
    CHECK(database.newest() == before + 1);
    CHECK(database.send(Method::get, path).status == 404);
    REQUIRE(database.incident("I-2"));

    // The same again with one difference: a new revision of one record.
    std::string changed{incidents};
    changed.replace(changed.find("two"), 3, "TWO");
    std::string const again = database.upload(changed);
    preview = database.answer(Method::post, again + "/preview?status=changed");
    CHECK(preview.at("counts") ==
          json{{"rows", 2}, {"new", 0}, {"changed", 1}, {"unchanged", 1}, {"faulty", 0}});
    REQUIRE(preview.at("records").size() == 1);
    json changed_cell;
    for (json const& cell : preview.at("records").at(0).at("cells"))
        if (cell.at("before") != cell.at("after")) changed_cell = cell;
    CHECK(changed_cell == json{{"name", "description"}, {"before", "two"}, {"after", "TWO"}});
    json const second = database.commit(again);
    CHECK(database.incident("I-2")->description == "TWO");

    // The first cannot be undone while the second stands on it.
    auto const undo = [&](json const& of) {
        return database.send(Method::post, fmt::format("/api/v1/changes/{}/undo", of.at("change").get<int>()),
                             R"({"reason": "a mistake"})");
    };
    api::Reply const refused = undo(done);
    CHECK(refused.status == 409);
    CHECK(has(error_of(refused), "nobody revised since"));
    CHECK(undo(second).status == 200);
    CHECK(database.incident("I-2")->description == "two");
    CHECK_FALSE(database.incident("I-2")->voided);
    CHECK(has(error_of(undo(second)), "undone already"));
    json const list = database.answer(Method::get, "/api/v1/imports");
    REQUIRE(list.at("imports").size() == 3);
    CHECK(list.at("imports").at(0).at("undoes") == second.at("change"));
    CHECK(list.at("imports").at(1).at("undone_by") == list.at("imports").at(0).at("change"));
    CHECK(database.send(Method::post, "/api/v1/changes/1/undo", R"({"reason": "not an import"})").status ==
          404);
}

TEST_CASE("undoing voids what an import created") {
    Importing database;
    json const done = database.commit(database.upload(std::string{incidents}));
    api::Reply const undone =
        database.send(Method::post, fmt::format("/api/v1/changes/{}/undo", done.at("change").get<int>()),
                      R"({"reason": "wrong"})");
    REQUIRE_MESSAGE(undone.status == 200, *undone.body);
    CHECK(json::parse(*undone.body).at("counts").at("changed") == 2);
    CHECK(database.incident("I-1")->voided);
    CHECK(database.incident("I-2")->voided);
}

TEST_CASE("three planted faults of a workbook are told by cell beside what would become of the other rows") {
    Importing database;
    std::string const bytes = workbook_of({{"Organization", "Site", "Period", "Hours"},
                                           {"OWN", "ШАХТА 1", "2024-01", "1200"},
                                           {"OWNN", "ШАХТА 1", "2024-02", "1200"},
                                           {"OWN", "ШАХТА 1", "2024-13", "1200"},
                                           {"OWN", "ШАХТА 1", "2024-04", "twelve"}});
    std::string const path = database.upload(bytes, "hours.xlsx");
    json const preview = database.answer(Method::post, path + "/preview");
    CHECK(preview.at("counts") ==
          json{{"rows", 4}, {"new", 1}, {"changed", 0}, {"unchanged", 0}, {"faulty", 3}});
    REQUIRE(preview.at("faults").size() == 3);
    CHECK(preview.at("faults").at(0).at("place") == "A3");
    CHECK(has(preview.at("faults").at(0).at("expected").get<std::string>(), "\"OWN\""));
    CHECK(preview.at("faults").at(1).at("place") == "C4");
    CHECK(preview.at("faults").at(2).at("place") == "D5");
    Revision const before = database.newest();
    api::Reply const refused = database.send(Method::post, path + "/commit", R"({"reason": "a test"})",
                                             "\"" + preview.at("version").get<std::string>() + "\"");
    CHECK(refused.status == 409);
    for (std::string_view const place : {"A3: ", "C4: ", "D5: "})
        CHECK(has(error_of(refused), place));
    CHECK(database.newest() == before);
}

TEST_CASE("what would be done otherwise than it was looked at is refused as stale") {
    Importing database;
    std::string const path = database.upload(std::string{incidents});
    std::string const version =
        "\"" + database.answer(Method::post, path + "/preview").at("version").get<std::string>() + "\"";
    CHECK(database.send(Method::post, path + "/commit", R"({"reason": "a test"})").status == 400);
    database.commit(
        database.upload("reference,organization,site,date,class\nI-2,OWN,ШАХТА 1,2026-12-02,FAC\n"));
    CHECK(database.send(Method::post, path + "/commit", R"({"reason": "a test"})", version).status == 412);
    CHECK_FALSE(database.incident("I-1"));
    CHECK(database.commit(path).at("counts").at("changed") == 1);
}

TEST_CASE("columns are mapped by hand, and the mapping is kept and offered again") {
    Importing database;
    std::string const foreign = "Nr;Firma;Ort;Wann;Was\nX-1;OWN;ШАХТА 1;2026-12-01;FAC\n";
    std::string const path = database.upload(foreign);
    json const choice{
        {"kind", "incidents"},
        {"columns",
         {{"reference", "Nr"}, {"organization", "Firma"}, {"site", "Ort"}, {"date", "Wann"}, {"class", "Was"}}},
        {"save_as", "Journal"}};
    CHECK(database.answer(Method::put, path, choice.dump()).at("choice").at("columns").at("date") == "Wann");
    CHECK(database.commit(path).at("counts").at("new") == 1);
    json const offered = database.answer(Method::post, "/api/v1/imports?name=next.csv",
                                         "Nr;Firma;Ort;Wann;Was\nX-2;OWN;ШАХТА 1;2026-12-02;FAC\n");
    CHECK(offered.at("profile") == "Journal");
    CHECK(offered.at("choice").at("columns").at("class") == "Was");
    CHECK(database.answer(Method::get, "/api/v1/imports").at("profiles") ==
          json::array({{{"name", "Journal"}, {"kind", "incidents"}}}));
    CHECK(database.send(Method::delete_, "/api/v1/import-profiles/Journal").status == 204);
    CHECK(database.send(Method::delete_, "/api/v1/import-profiles/Journal").status == 404);
    // A mapping that names what there is not is refused in words.
    CHECK(database.send(Method::put, path, R"({"kind": "incidents", "columns": {"hours": "Nr"}})").status ==
          404);
    std::string const other = database.upload(foreign);
    CHECK(database.send(Method::put, other, R"({"kind": "incidents", "columns": {"hours": "Nr"}})").status ==
          400);
    CHECK(database.send(Method::put, other, R"({"kind": "nothing", "columns": {}})").status == 400);
    CHECK(
        database.send(Method::put, other, R"({"kind": "hours", "encoding": "KOI-8", "columns": {}})").status ==
        400);
}

TEST_CASE("rows beyond one's sites are faults, and tell nothing of what is there") {
    Importing database;
    database.record_far("F-1");
    database.is_near = true;
    std::string const path = database.upload(
        "reference,organization,site,date,class\n"
        "A-1,OWN,ШАХТА 1,2026-12-01,FAC\nA-2,OWN,FAR,2026-12-01,FAC\nA-3,OWN,,2026-12-01,FAC\n"
        "F-1,OWN,ШАХТА 1,2026-12-01,FAC\n");
    api::Reply const reply = database.send(Method::post, path + "/preview");
    json const preview = json::parse(*reply.body);
    CHECK(preview.at("counts").at("faulty") == 3);
    CHECK(preview.at("records").size() == 1);
    CHECK(has(preview.at("faults").at(0).at("expected").get<std::string>(), "A site that is assigned to you"));
    CHECK(has(preview.at("faults").at(1).at("expected").get<std::string>(), "about all sites"));
    CHECK(has(preview.at("faults").at(2).at("expected").get<std::string>(), "A key that is free"));
    CHECK_FALSE(has(*reply.body, "secret"));
    // Somebody else's draft is not there.
    database.is_near = false;
    CHECK(database.send(Method::post, path + "/preview").status == 404);
    CHECK(database.send(Method::delete_, path).status == 404);
}

TEST_CASE("uploads that are no table are refused with a sentence, and drafts are few") {
    Importing database;
    for (auto const& [bytes, words] : {std::pair<std::string, std::string_view>{"", "it is empty"},
                                       {std::string{"PK\x03\x04 broken"}, "The workbook is broken"},
                                       {std::string{"\xD0\xCF\x11\xE0 old"}, "old Excel workbook"},
                                       {std::string{"a\0b", 3}, "zero bytes"}}) {
        api::Reply const reply = database.send(Method::post, "/api/v1/imports?name=file", bytes);
        CHECK(reply.status == 400);
        CHECK(has(error_of(reply), words));
    }
    CHECK(database.send(Method::post, "/api/v1/imports", "a,b\n1,2\n").status == 400);
    std::string const first = database.upload(std::string{incidents});
    for (int i = 0; i < 3; ++i)
        database.upload(std::string{incidents});
    CHECK(database.send(Method::get, first).status == 404);
    CHECK(database.answer(Method::get, "/api/v1/imports").at("drafts").size() == 3);
}

TEST_CASE("what is not a reading is never answered as if nothing had changed") {
    Importing database;
    Question question{database.upload(std::string{incidents}) + "/preview"};
    question.method = Method::post;
    question.role = Role::hse_specialist;
    question.at = asked_at;
    question.if_none_match = "*";
    api::Reply const preview = database.ask(question);
    CHECK(preview.status == 200);
    CHECK(preview.body != nullptr);
}

TEST_CASE("sending a commit twice with one key does it once") {
    Importing database;
    std::string const path = database.upload(std::string{incidents});
    json const preview = database.answer(Method::post, path + "/preview");
    Question question{path + "/commit"};
    question.method = Method::post;
    question.role = Role::hse_specialist;
    question.at = asked_at;
    question.body = R"({"reason": "a test"})";
    question.if_match = "\"" + preview.at("version").get<std::string>() + "\"";
    question.idempotency_key = "one key";
    api::Reply const first = database.ask(question);
    REQUIRE(first.status == 200);
    Revision const after = database.newest();
    CHECK(*database.ask(question).body == *first.body);
    CHECK(database.newest() == after);
    question.idempotency_key.clear();
    CHECK(database.ask(question).status == 400);
}

TEST_CASE("domain 6: whoever said that a violation is fixed does not verify it by a file") {
    Importing database;
    std::string const said = R"({"fields": {"reference": "V-9", "organization": "OWN", "site": "ШАХТА 1",
        "severity": "high", "found_on": "2026-12-01", "fixed_on": "2026-12-02"}, "reason": "Fixed at once"})";
    database.answer(Method::post, "/api/v1/records/violations", said);
    std::string const file =
        "reference,organization,site,severity,found_on,fixed_on,verified_on\n"
        "V-9,OWN,ШАХТА 1,high,2026-12-01,2026-12-02,2026-12-03\n";
    std::string const own = database.upload(file, "violations.csv");
    json const preview = database.answer(Method::post, own + "/preview");
    REQUIRE(preview.at("faults").size() == 1);
    CHECK(has(preview.at("faults")[0].at("expected").get<std::string>(), "Somebody else's verification"));
    database.is_near = true;
    std::string const others = database.upload(file, "violations.csv");
    CHECK(database.answer(Method::post, others + "/preview").at("faults").empty());
}
