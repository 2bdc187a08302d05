// The program as its users run it, with and without a server on the same database.

#include "support/process.hpp"
#include "support/source_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>

using nlohmann::json;
using safetycell::test::Finished;
using safetycell::test::http_get;
using safetycell::test::run_safetycell;
using safetycell::test::ServerProcess;
using safetycell::test::TemporaryFolder;

namespace {

constexpr std::string_view organizations = "code,name,kind\nOWN,Own people,own\nSHAFT,ShaftBuild,contractor\n";
constexpr std::string_view sites = "code,name,time zone\nMINE,Mine,Asia/Almaty\n";
constexpr std::string_view hours =
    "organization,site,first,last,hours,headcount\n"
    "SHAFT,MINE,2024-01-01,2024-06-30,400000,400\n"
    "SHAFT,MINE,2024-07-01,2024-12-31,600000,600\n";
constexpr std::string_view incidents =
    "reference,organization,site,date,class,lost days\n"
    "I-1,SHAFT,MINE,2024-03-05,LWC,12\n"
    "I-2,SHAFT,MINE,2024-09-10,MTC,\n";

/// A database with a little of everything.
struct Enterprise {
    TemporaryFolder folder;
    std::string database = (folder / "e.db").string();

    Enterprise() {
        REQUIRE(run({"init", "--name", "Example", "--time-zone", "Asia/Almaty"}).exit_code == 0);
        import_text("organizations", organizations);
        import_text("sites", sites);
        import_text("hours", hours);
        import_text("incidents", incidents);
    }

    Finished run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--database", database});
        return run_safetycell(arguments);
    }

    Finished try_import(std::string const& kind, std::string_view text) const {
        return run({"import", kind, folder.file(kind + ".csv", text)});
    }

    void import_text(std::string const& kind, std::string_view text) const {
        Finished const done = try_import(kind, text);
        CAPTURE(done.output);
        REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
    }

    json show() const { return json::parse(run({"show", "--json"}).output); }
};

json figure(json const& edition, std::string_view id, std::string_view scope, std::string_view window) {
    for (json const& figure : edition.at("figures")) {
        if (figure.at("id") == id && figure.at("scope") == scope && figure.at("window") == window)
            return figure;
    }
    FAIL("no such figure");
    return {};
}

}  // namespace

TEST_CASE("from an empty folder to figures: init, import, publish, show, verify") {
    Enterprise const enterprise;
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    json const edition = enterprise.show();
    CHECK(edition.at("edition") == 1);
    CHECK(edition.at("slot").is_null());
    json const ltifr = figure(edition, "ltifr", "organization:SHAFT", "rolling_12_months");
    CHECK(ltifr.at("numerator") == 1);
    CHECK(ltifr.at("hours") == 1'000'000);
    CHECK(ltifr.at("value") == 1.0);
    CHECK(figure(edition, "trifr", "contractors", "year_to_date").at("value") == 2.0);
    CHECK(enterprise.run({"verify"}).exit_code == 0);
    CHECK(enterprise.run({"show"}).output.find("Example") != std::string::npos);
}

TEST_CASE("an edition about the past knows what is known now, or what was known then") {
    Enterprise const enterprise;
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    enterprise.import_text("incidents",
                           "reference,organization,site,date,class\nI-2,SHAFT,MINE,2024-09-10,LWC\n");
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    json const restated = enterprise.show();
    CHECK(figure(restated, "ltifr", "enterprise", "rolling_12_months").at("numerator") == 2);
    CHECK(restated.at("changes").dump().find("incident_reclassified") != std::string::npos);
    // Before the database was made nothing was known.
    Finished const too_early = enterprise.run({"publish", "--known-at", "2020-01-01T00:00"});
    CHECK(too_early.exit_code == 1);
    CHECK(too_early.errors.find("known") != std::string::npos);
    Finished const future = enterprise.run({"publish", "--at", "2999-01-01T00:00"});
    CHECK(future.exit_code == 1);
    CHECK(future.errors.find("future") != std::string::npos);
    CHECK(enterprise.run({"verify"}).exit_code == 0);
}

TEST_CASE("a violation that is fixed later is still open at an earlier moment") {
    Enterprise const enterprise;
    enterprise.import_text("violations",
                           "reference,organization,site,requirement,severity,found on,due on,fixed on\n"
                           "V-1,SHAFT,MINE,Harness,high,2024-05-01,2024-05-04,2024-05-20\n");
    REQUIRE(enterprise.run({"publish", "--at", "2024-05-10T12:00"}).exit_code == 0);
    json const then = json::parse(enterprise.run({"show", "--json", "--scope", "organization:SHAFT"}).output);
    CHECK(then.at("violations").at(0).at("open") == 1);
    CHECK(then.at("violations").at(0).at("overdue") == 1);
    REQUIRE(enterprise.run({"publish", "--at", "2024-05-21T12:00"}).exit_code == 0);
    json const later = json::parse(enterprise.run({"show", "--json", "--scope", "organization:SHAFT"}).output);
    CHECK(later.at("violations").at(0).at("open") == 0);
    CHECK(later.at("violations").at(0).at("awaiting_verification") == 1);
}

TEST_CASE("importing the same file again changes nothing and says so; a dry run writes nothing") {
    Enterprise const enterprise;
    Finished const again = enterprise.try_import("incidents", incidents);
    CHECK(again.exit_code == 0);
    CHECK(again.output.find("Nothing has changed") != std::string::npos);
    std::string const more = enterprise.folder.file(
        "more.csv", "reference,organization,site,date,class\nI-9,SHAFT,MINE,2024-10-01,LWC\n");
    CHECK(enterprise.run({"import", "incidents", more, "--dry-run"}).output.find("1 new") != std::string::npos);
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    CHECK(figure(enterprise.show(), "ltifr", "enterprise", "rolling_12_months").at("numerator") == 1);
}

TEST_CASE("a faulty file is refused whole, with the place and the expectation of every fault") {
    Enterprise const enterprise;
    Finished const refused = enterprise.try_import("incidents",
                                                   "reference,organization,site,date,class\n"
                                                   "I-10,SHAFT,MINE,2024-10-01,LWC\n"
                                                   "I-11,NOBODY,MINE,2024-10-01,LWC\n"
                                                   "I-12,SHAFT,MINE,2999-10-01,LWC\n"
                                                   "I-13,SHAFT,MINE,2024-10-01,WHAT\n");
    CHECK(refused.exit_code == 1);
    CHECK(refused.errors.find("line 3") != std::string::npos);
    CHECK(refused.errors.find("NOBODY") != std::string::npos);
    CHECK(refused.errors.find("line 4") != std::string::npos);
    CHECK(refused.errors.find("line 5") != std::string::npos);
    CHECK(refused.errors.find("line 2") == std::string::npos);
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    CHECK(figure(enterprise.show(), "ltifr", "enterprise", "rolling_12_months").at("numerator") == 1);
}

TEST_CASE("wrong hours are refused: negative, more than a day holds, overlapping") {
    Enterprise const enterprise;
    for (std::string_view const row :
         {"SHAFT,MINE,2025-01-01,2025-01-31,-5,10", "SHAFT,MINE,2025-01-01,2025-01-31,8000,10",
          "SHAFT,MINE,2024-12-15,2025-01-15,1000,10"}) {
        Finished const refused = enterprise.try_import(
            "hours", "organization,site,first,last,hours,headcount\n" + std::string{row} + "\n");
        CAPTURE(row);
        CHECK(refused.exit_code == 1);
        CHECK(refused.errors.find("line 2") != std::string::npos);
    }
}

TEST_CASE("what cannot be a database is refused in words, and nothing is touched") {
    TemporaryFolder const folder;
    auto const refused = [](Finished const& finished, std::string_view word) {
        CAPTURE(finished.errors);
        CHECK(finished.exit_code == 1);
        CHECK(finished.errors.find(word) != std::string::npos);
    };
    std::string const text = folder.file("text.db", "this is no database, but long enough to look like a file");
    refused(run_safetycell({"show", "--database", text}), text);
    refused(run_safetycell({"serve", "--port", "0", "--database", text}), text);
    refused(run_safetycell({"show", "--database", (folder / "none.db").string()}), "none.db");
    refused(run_safetycell({"init", "--database", text}), "exists");
    refused(run_safetycell({"init", "--database", (folder / "z.db").string(), "--time-zone", "Mars/Base"}),
            "Mars/Base");
    CHECK_FALSE(std::filesystem::exists(folder / "z.db"));
    refused(run_safetycell({"init", "--database", (folder / "no").string() + "/such/e.db"}), "such");
    CHECK(run_safetycell({"dance"}).exit_code == 2);
    for (char const* verb : {"init", "import", "policy", "publish", "show", "verify", "serve"}) {
        CHECK(run_safetycell({verb, "--help"}).exit_code == 0);
    }
}

TEST_CASE("a server without a database makes one and waits for its setup; nothing is published meanwhile") {
    TemporaryFolder const folder;
    std::filesystem::path const database = folder / "new.db";
    ServerProcess server{database};
    CHECK(http_get(server.port(), "/readyz").find("waits for its setup") != std::string::npos);
    CHECK(http_get(server.port(), "/healthz").find("running") != std::string::npos);
    CHECK(http_get(server.port(), "/api/v1/session").find("\"enterprise\":null") != std::string::npos);
    CHECK(http_get(server.port(), "/wall").find("<html") != std::string::npos);
    for (char const* verb : {"show", "publish"}) {
        Finished const refused = run_safetycell({verb, "--database", database.string()});
        CHECK(refused.exit_code == 1);
        CHECK_FALSE(refused.errors.empty());
    }
    CHECK(run_safetycell({"verify", "--database", database.string()}).exit_code == 0);
    CHECK(server.end_by(SIGTERM) == 0);
    // So does the next one.
    ServerProcess const again{database};
    CHECK(http_get(again.port(), "/readyz").find("waits for its setup") != std::string::npos);
}

TEST_CASE("verbs work while a server runs on the database: it carries them out") {
    Enterprise const enterprise;
    ServerProcess server{enterprise.database};
    CHECK(http_get(server.port(), "/healthz").find("running") != std::string::npos);
    std::string const socket = enterprise.database + ".sock";
    struct stat status {};
    REQUIRE(stat(socket.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);

    enterprise.import_text("incidents",
                           "reference,organization,site,date,class\nI-3,SHAFT,MINE,2024-11-11,LWC\n");
    Finished const published = enterprise.run({"publish", "--at", "2024-12-31T23:59", "--reason", "audit"});
    REQUIRE_MESSAGE(published.exit_code == 0, published.errors);
    json const over_socket = enterprise.show();
    CHECK(figure(over_socket, "ltifr", "enterprise", "rolling_12_months").at("numerator") == 2);
    CHECK(over_socket.at("reason") == "audit");
    CHECK(http_get(server.port(), "/api/v1/editions/latest").find("unauthenticated") != std::string::npos);
    CHECK(enterprise.run({"verify"}).exit_code == 0);

    Finished const second = enterprise.run({"serve", "--port", "0"});
    CHECK(second.exit_code == 1);
    CHECK(second.errors.find("e.db") != std::string::npos);
    TemporaryFolder const other;
    std::string const other_database = (other / "o.db").string();
    REQUIRE(run_safetycell({"init", "--database", other_database}).exit_code == 0);
    Finished const same_port =
        run_safetycell({"serve", "--database", other_database, "--port", std::to_string(server.port())});
    CHECK(same_port.exit_code == 1);
    CHECK(same_port.errors.find(std::to_string(server.port())) != std::string::npos);

    CHECK(server.end_by(SIGTERM) == 0);
    CHECK_FALSE(std::filesystem::exists(socket));
}

TEST_CASE("after SIGKILL the next server starts on the same database and nothing acknowledged is lost") {
    Enterprise const enterprise;
    {
        ServerProcess server{enterprise.database};
        REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
        server.end_by(SIGKILL);
    }
    ServerProcess const server{enterprise.database};
    CHECK(enterprise.show().at("edition") == 1);
    CHECK(enterprise.run({"verify"}).exit_code == 0);
}

TEST_CASE("the demo enterprise is marked, complete with editions, and verifies") {
    TemporaryFolder const folder;
    std::string const database = (folder / "demo.db").string();
    Finished const made = run_safetycell({"init", "--demo", "--database", database});
    REQUIRE_MESSAGE(made.exit_code == 0, made.errors);
    json const edition = json::parse(run_safetycell({"show", "--json", "--database", database}).output);
    CHECK(edition.at("demo") == true);
    CHECK(edition.at("sites").size() == 3);
    CHECK(edition.at("organizations").size() == 13);
    json violations;
    for (json const& entry : edition.at("violations")) {
        if (entry.at("scope") == "enterprise") violations = entry;
    }
    for (char const* state : {"open", "overdue", "awaiting_verification", "closed", "cancelled"}) {
        CAPTURE(state);
        CHECK(violations.at(state) > 0);
    }
    for (json const& entry : edition.at("completeness")) {
        if (entry.at("scope") == "contractors") {
            CHECK(entry.at("organizations") == 12);
            CHECK(entry.at("complete") == 11);
        }
    }
    std::map<std::string, int> assessed;
    int disputed = 0;
    std::set<std::string> gates;
    for (json const& rating : edition.at("ratings")) {
        for (json const& component : rating.at("components")) {
            if (component.at("assessed") == true) ++assessed[component.at("id")];
        }
        for (json const& gate : rating.at("gates"))
            gates.insert(gate.at("gate"));
        disputed += rating.at("disputed").empty() ? 0 : 1;
        CHECK(rating.at("disputed").empty() == rating.at("without_disputed").is_null());
    }
    for (char const* component :
         {"elimination_on_time", "repeats", "injuries", "mentorship", "commitments", "initiative"}) {
        CAPTURE(component);
        CHECK(assessed[component] >= 11);
    }
    CHECK(gates.contains("cardinal_rule_breach"));
    CHECK_FALSE(gates.contains("concealment"));
    CHECK(disputed > 0);
    CHECK(run_safetycell({"verify", "--database", database}).exit_code == 0);
}

TEST_CASE("what an earlier verify printed as the ends of the chains is looked for by a later one") {
    Enterprise enterprise;
    REQUIRE(enterprise.run({"publish", "--reason", "first"}).exit_code == 0);
    Finished const verified = enterprise.run({"verify"});
    REQUIRE(verified.exit_code == 0);
    auto const printed_after = [&](std::string_view name) {
        std::size_t const from = verified.output.find(name) + name.size();
        return verified.output.substr(from, verified.output.find_first_of(" \n", from) - from);
    };
    std::string const change = printed_after("--change ");
    std::string const edition = printed_after("--edition ");
    REQUIRE(edition.starts_with("1:"));
    REQUIRE(enterprise.run({"publish", "--reason", "second"}).exit_code == 0);
    CHECK(enterprise.run({"verify", "--change", change, "--edition", edition}).exit_code == 0);

    Finished const cut = enterprise.run({"verify", "--edition", "3" + edition.substr(1)});
    CHECK(cut.exit_code == 1);
    CHECK(cut.errors.find("cut off") != std::string::npos);
    CHECK(enterprise.run({"verify", "--change", "nonsense"}).exit_code == 1);
}

TEST_CASE("a byte changed in the file is found by verify") {
    Enterprise const enterprise;
    REQUIRE(enterprise.run({"publish", "--at", "2024-12-31T23:59"}).exit_code == 0);
    std::fstream file{enterprise.database, std::ios::in | std::ios::out | std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    auto const at = bytes.find("ShaftBuild");
    REQUIRE(at != std::string::npos);
    file.clear();
    file.seekp(static_cast<std::streamoff>(at));
    file << 'X';
    file.close();
    Finished const verified = enterprise.run({"verify"});
    CHECK(verified.exit_code == 1);
    CHECK(verified.errors.find("fault") != std::string::npos);
}

TEST_CASE("docs/figures.md is what the program prints about the figures, in both languages") {
    std::ifstream file(safetycell::test::source_file("docs/figures.md"));
    REQUIRE(file.good());
    std::string const documented{std::istreambuf_iterator<char>{file}, {}};
    Finished const both = run_safetycell({"figures"});
    CHECK(both.exit_code == 0);
    CHECK_MESSAGE(both.output == documented, "write it anew: safetycell figures > docs/figures.md");

    std::string const english = run_safetycell({"figures", "--language", "en"}).output;
    std::string const russian = run_safetycell({"figures", "--language", "ru"}).output;
    CHECK(english.starts_with("# The figures explained\n"));
    CHECK(russian.starts_with("# Показатели: что они значат\n"));
    CHECK(both.output == english + "\n" + russian);
    CHECK(run_safetycell({"figures", "--language", "de"}).exit_code == 2);
    CHECK(run_safetycell({"--help"}).output.find("figures") != std::string::npos);
}

TEST_CASE("the figures are explained with the settings of a policy of one's own") {
    TemporaryFolder const folder;
    std::ifstream file(safetycell::test::source_file("config/policy.toml"));
    std::string policy{std::istreambuf_iterator<char>{file}, {}};
    std::string const shipped = "longest_filled_gap_days = 62";
    policy.replace(policy.find(shipped), shipped.size(), "longest_filled_gap_days = 40");
    Finished const told =
        run_safetycell({"figures", "--language", "en", "--policy", folder.file("p.toml", policy)});
    CHECK(told.exit_code == 0);
    CHECK(told.output.find("A gap of at most 40 days") != std::string::npos);
    Finished const refused = run_safetycell({"figures", "--policy", folder.file("bad.toml", "[cases]\n")});
    CHECK(refused.exit_code == 1);
    CHECK(refused.errors.find("bad.toml, line") != std::string::npos);
}
