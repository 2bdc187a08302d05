// The import verb as its users meet it, and the folder that init leaves to it.

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

using safetycell::test::Finished;
using safetycell::test::run_safetycell;
using safetycell::test::TemporaryFolder;

namespace {

struct Enterprise {
    TemporaryFolder folder;
    std::string database = (folder / "e.db").string();

    Enterprise() {
        REQUIRE(run_safetycell({"init", "--database", database}).exit_code == 0);
        REQUIRE(import("organizations", "code,name,kind,demobilized on\nALFA,Alfa LLP,contractor,2024-06-30\n")
                    .exit_code == 0);
    }

    Finished import(std::string const& kind, std::string_view text,
                    std::vector<std::string> options = {}) const {
        std::vector<std::string> arguments{"import", kind, folder.file("file.csv", text), "--database",
                                           database};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return run_safetycell(arguments);
    }
};

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Rule: init leaves the database and nothing else, whether it succeeds or not") {
    TemporaryFolder const folder;
    std::string const database = (folder / "e.db").string();
    auto const files = [&] {
        std::vector<std::string> names;
        for (auto const& entry : std::filesystem::directory_iterator{folder / "."})
            names.push_back(entry.path().filename().string());
        return names;
    };
    REQUIRE(run_safetycell({"init", "--database", database}).exit_code == 0);
    CHECK(files() == std::vector<std::string>{"e.db"});
    CHECK(run_safetycell({"init", "--database", database}).exit_code == 1);
    CHECK(files() == std::vector<std::string>{"e.db"});
}

TEST_CASE("Rule: warnings are printed by a dry run and by the import, which takes the rows") {
    Enterprise const enterprise;
    std::string const file = "organization,month,hours\nALFA,2024-07,999999999\n";
    Finished const dry = enterprise.import("hours", file, {"--dry-run"});
    Finished const taken = enterprise.import("hours", file);
    for (Finished const& finished : {dry, taken}) {
        CHECK(finished.exit_code == 0);
        CHECK(has(finished.output, "warning: line 2, column \"hours\", \"999999999\": At most 74400000 hours"));
        CHECK(
            has(finished.output, "warning: line 2: A period that begins not after 2024-06-30, when \"ALFA\""));
        CHECK(has(finished.output, "1 new"));
    }
    CHECK(has(enterprise.import("hours", file).output, "Nothing has changed."));
}

TEST_CASE("Rule: a dry run prints which rows are new and which change, and counts those beyond its limit") {
    Enterprise const enterprise;
    std::string file = "code,name\n";
    for (int i = 0; i < 60; ++i)
        file += "S" + std::to_string(i) + ",name\n";
    Finished const fresh = enterprise.import("sites", file, {"--dry-run"});
    CHECK(has(fresh.output, "new: line 2, S0\n"));
    CHECK(has(fresh.output, "… and 10 more new.\n"));
    CHECK(has(fresh.output, "Dry run: nothing was written."));
    Finished const taken = enterprise.import("sites", file);
    CHECK_FALSE(has(taken.output, "line 2, S0"));
    Finished const changed = enterprise.import("sites", "code,name\nS0,name\nS1,other\n", {"--dry-run"});
    CHECK(has(changed.output, "changed: line 3, S1: name name -> other\n"));
    CHECK(has(changed.output, "0 new, 1 changed, 1 as they were"));
}

TEST_CASE("Rule: beside a kind, a profile without mappings states how the file is written") {
    Enterprise const enterprise;
    std::string const writing = enterprise.folder.file(
        "writing.toml", "title = \"As our branch writes\"\ndates = \"MDY\"\nencoding = \"Windows-1252\"\n");
    std::string const file = "reference,organization,date,class,description\n1,ALFA,03/04/2024,FAC,Z\xFCrich\n";
    Finished const ambiguous = enterprise.import("incidents", file);
    CHECK(ambiguous.exit_code == 1);
    CHECK(has(ambiguous.errors, "This column is ambiguous"));
    Finished const stated = enterprise.import("incidents", file, {"--profile", writing, "--dry-run"});
    CHECK_MESSAGE(stated.exit_code == 0, stated.errors);
    CHECK(has(stated.output, "Encoding: Windows-1252, as stated; \"Zürich\" is a word as it was read."));
    CHECK(has(stated.output, "Dates as month, day, year, as the profile states: \"date\"."));
}
