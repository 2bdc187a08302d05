// The policy as it is changed in operation: over the command socket of a running server, and at a start.

#include "config/settings.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <nlohmann/json.hpp>

using nlohmann::json;
using safetycell::test::Finished;
using safetycell::test::http_get;
using safetycell::test::run_safetycell;
using safetycell::test::ServerProcess;
using safetycell::test::TemporaryFolder;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, "the policy no longer holds: ", from);
    return text.replace(at, from.size(), to);
}

std::string shipped() {
    return std::string{safetycell::config::default_policy_text()};
}

std::string heavier_injuries() {
    return replaced(replaced(shipped(), "injuries = 20", "injuries = 25"), "mentorship = 15",
                    "mentorship = 10");
}

std::string as_version_2(std::string const& text) {
    return replaced(text, "[rating]\nversion = 1", "[rating]\nversion = 2");
}

/// A database, and files of policies beside it.
struct Enterprise {
    TemporaryFolder folder;
    std::string database = (folder / "e.db").string();

    Enterprise() { REQUIRE(run({"init", "--name", "Example"}).exit_code == 0); }

    Finished run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--database", database});
        return run_safetycell(arguments);
    }
    Finished give(std::string_view text, std::string const& reason = "review") const {
        return run({"policy", folder.file("new.toml", text), "--reason", reason});
    }
    void publish() const { REQUIRE(run({"publish", "--reason", "a test"}).exit_code == 0); }
    json rating_policy(int edition) const {
        return json::parse(run({"show", "--json", "--edition", std::to_string(edition)}).output)
            .at("rating_policy");
    }
};

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a running server refuses a faulty policy and goes on, and takes a good one for the next edition") {
    Enterprise const enterprise;
    ServerProcess server{enterprise.database};
    enterprise.publish();

    Finished const faulty = enterprise.give(
        replaced(replaced(shipped(), "injuries = 20", "injuries = 25"), "[\"LTI\"]", "[\"LTX\"]"));
    CHECK(faulty.exit_code == 1);
    CHECK(faulty.output.empty());
    CHECK(has(faulty.errors, "new.toml, line "));
    CHECK(has(faulty.errors, "\"rating.weights\" must sum to 100 and sum to 105; take 5 from one of them."));
    CHECK(has(faulty.errors, "\"rate.classes\" holds \"LTX\""));
    CHECK(has(faulty.errors, "nothing was changed. The policy of 2"));
    CHECK(has(faulty.errors, " stays in force."));
    CHECK(has(http_get(server.port(), "/readyz"), "ready"));
    enterprise.publish();
    CHECK(enterprise.rating_policy(2) == enterprise.rating_policy(1));

    Finished const good = enterprise.give(as_version_2(heavier_injuries()), "Injuries weigh more from now on");
    REQUIRE_MESSAGE(good.exit_code == 0, good.errors);
    CHECK(has(good.output, "rating version 1 -> 2: injuries 20 -> 25, mentorship 15 -> 10\n"));
    enterprise.publish();
    CHECK(enterprise.rating_policy(3).at("version") == 2);
    CHECK(enterprise.rating_policy(3).at("weights").at("injuries") == 25);
    CHECK(enterprise.rating_policy(2).at("version") == 1);
    CHECK(enterprise.rating_policy(2).at("weights").at("injuries") == 20);
    CHECK(enterprise.run({"verify"}).exit_code == 0);

    // The same without the server.
    CHECK(server.end_by(SIGTERM) == 0);
    CHECK(enterprise.run({"policy", "--show"}).output == as_version_2(heavier_injuries()));
    CHECK(enterprise.run({"verify"}).exit_code == 0);
}

TEST_CASE("the history says who changed what, when and why") {
    Enterprise const enterprise;
    CHECK(enterprise.run({"policy", "--show"}).output == shipped());
    std::string const rates = replaced(as_version_2(heavier_injuries()), "id = \"ltifr\"\nversion = 1",
                                       "id = \"ltifr\"\nversion = 2");
    std::string const text = replaced(replaced(rates, "high = 3", "high = 4"), "[violations]\nversion = 1",
                                      "[violations]\nversion = 2");
    REQUIRE(enterprise.give(text, "After the review").exit_code == 0);
    std::string const history = enterprise.run({"policy"}).output;
    CHECK(has(history, "change 1, 2"));
    CHECK(has(history, ": set up\n  rating version 1: elimination_on_time 35, repeats 15, injuries 20, "));
    CHECK(has(history, "change 2, 2"));
    CHECK(has(history,
              ": After the review\n"
              "  rating version 1 -> 2: injuries 20 -> 25, mentorship 15 -> 10\n"
              "  rate ltifr version 1 -> 2\n"
              "  settings of violations version 1 -> 2\n"));
    Finished const again = enterprise.give(text);
    CHECK(again.exit_code == 0);
    CHECK(has(again.output, "Nothing has changed. The policy of 2"));
    CHECK(enterprise.run({"policy"}).output == history);
}

TEST_CASE("a policy needs a reason, a file that can be read, and raised versions") {
    Enterprise const enterprise;
    std::string const file = enterprise.folder.file("p.toml", heavier_injuries());
    CHECK(has(enterprise.run({"policy", file}).errors, "give one with --reason"));
    CHECK(has(enterprise.run({"policy", file, "--reason", "two\nlines"}).errors, "--reason: "));
    CHECK(has(enterprise.run({"policy", file + ".none", "--reason", "review"}).errors, "cannot be read"));
    CHECK(enterprise.run({"policy", "--reason", "review"}).exit_code == 2);
    Finished const silent = enterprise.run({"policy", file, "--reason", "review"});
    CHECK(silent.exit_code == 1);
    CHECK(has(silent.errors, "\"rating.version\" must be at least 2: what the rating measures differs"));
    Finished const rate = enterprise.give(replaced(shipped(), "base = 1_000_000", "base = 100_000"));
    CHECK(rate.exit_code == 1);
    CHECK(has(rate.errors, "\"rate.version\" must be at least 2: what the rate ltifr measures differs"));
    CHECK(enterprise.run({"policy", "--show"}).output == shipped());
}

TEST_CASE("a policy given at a start is recorded before anything is served; a faulty one stops the start") {
    Enterprise const enterprise;
    std::string const good = enterprise.folder.file("good.toml", as_version_2(heavier_injuries()));
    std::string const silent = enterprise.folder.file(
        "silent.toml",
        replaced(as_version_2(shipped()), "injuries = 20\nmentorship = 15", "injuries = 15\nmentorship = 20"));
    std::string const faulty =
        enterprise.folder.file("faulty.toml", replaced(shipped(), "injuries = 20", "injuries = 21"));
    for (int start = 0; start < 2; ++start) {
        ServerProcess server{enterprise.database, {"--policy", good}};
        enterprise.publish();
        CHECK(server.end_by(SIGTERM) == 0);
    }
    CHECK(enterprise.rating_policy(1).at("version") == 2);
    std::string const history = enterprise.run({"policy"}).output;
    CHECK(has(history, "change 2, 2"));
    CHECK(has(history, ": given to serve with --policy\n  rating version 1 -> 2: "));
    CHECK_FALSE(has(history, "change 3"));

    for (std::string const& file : {silent, faulty}) {
        CAPTURE(file);
        Finished const refused = enterprise.run({"serve", "--port", "0", "--policy", file});
        CHECK(refused.exit_code == 1);
        CHECK(has(refused.errors, file + ", line "));
    }
    CHECK(enterprise.run({"policy"}).output == history);
    // Left out, the recorded one stays.
    enterprise.publish();
    CHECK(enterprise.rating_policy(2).at("version") == 2);
    CHECK(enterprise.run({"verify"}).exit_code == 0);
}

TEST_CASE("a policy given to publish is recorded, and stays in force") {
    Enterprise const enterprise;
    std::string const file = enterprise.folder.file("p.toml", as_version_2(heavier_injuries()));
    REQUIRE(enterprise.run({"publish", "--reason", "a test", "--policy", file}).exit_code == 0);
    enterprise.publish();
    CHECK(enterprise.rating_policy(1).at("version") == 2);
    CHECK(enterprise.rating_policy(2).at("version") == 2);
    CHECK(has(enterprise.run({"policy"}).output, ": given to publish with --policy\n"));
    CHECK(enterprise.run({"verify"}).exit_code == 0);
}
