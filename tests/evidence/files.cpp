#include "evidence/files.hpp"

#include "base/sha256.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <fstream>

using namespace safetycell;
using evidence::Files;

TEST_CASE("what is kept is read back by its digest, by its owner only") {
    test::TemporaryFolder const folder;
    Files const files(folder / "e.db");
    std::string const sha256 = files.keep("a picture").value();
    CHECK(sha256 == sha256_hex("a picture"));
    CHECK(files.keep("a picture").value() == sha256);
    CHECK(files.read(sha256).value() == "a picture");
    struct stat state {};
    REQUIRE(::stat((files.folder() / sha256).c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0600);
    REQUIRE(::stat(files.folder().c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0700);
}

TEST_CASE("a file that is missing or altered is told and not shown") {
    test::TemporaryFolder const folder;
    Files const files(folder / "e.db");
    CHECK(files.read(std::string(64, 'a')).error().code == ErrorCode::internal);
    std::string const sha256 = files.keep("a picture").value();
    std::ofstream(files.folder() / sha256) << "a pictura";
    CHECK(files.read(sha256).error().code == ErrorCode::internal);
    // To keep it again mends it.
    CHECK(files.keep("a picture").value() == sha256);
    CHECK(files.read(sha256).value() == "a picture");
}

TEST_CASE("robustness 2: what a crash leaves before its row is removed, and what has one stays") {
    test::TemporaryFolder const folder;
    Files const files(folder / "e.db");
    CHECK(files.remove_others({}) == 0);
    std::string const kept = files.keep("with a row").value();
    std::string const renamed = files.keep("renamed, and no row").value();
    std::ofstream(files.folder() / (std::string(64, 'b') + ".part")) << "hal";
    CHECK(files.remove_others({kept}) == 2);
    CHECK(files.read(kept).has_value());
    CHECK_FALSE(files.read(renamed).has_value());
}

TEST_CASE("a disk that takes nothing is a sentence") {
    test::TemporaryFolder const folder;
    std::ofstream(folder / "e.db.evidence") << "a file where the folder belongs";
    auto const kept = Files(folder / "e.db").keep("a picture");
    REQUIRE_FALSE(kept.has_value());
    CHECK(kept.error().code == ErrorCode::unavailable);
}
