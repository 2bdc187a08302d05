#include "store/instance_lock.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

using namespace safetycell;
using namespace safetycell::store;

TEST_CASE("A second lock on the same database fails with a sentence, until the first is given up") {
    test::TemporaryFolder const folder;
    auto const file = folder / "enterprise.db";
    {
        auto const first = InstanceLock::acquire(file);
        REQUIRE(first);
        auto const second = InstanceLock::acquire(file);
        REQUIRE(!second);
        CHECK(second.error().code == ErrorCode::conflict);
        CHECK(second.error().message ==
              file.string() + " is in use by another SafetyCell process; stop it, or name another database.");
        CHECK(InstanceLock::acquire(folder / "other.db"));
    }
    CHECK(InstanceLock::acquire(file));
    CHECK(std::filesystem::exists(folder / "enterprise.db.lock"));
}

TEST_CASE("A lock that is moved is held once") {
    test::TemporaryFolder const folder;
    auto const file = folder / "enterprise.db";
    {
        InstanceLock first = InstanceLock::acquire(file).value();
        InstanceLock const second = std::move(first);
        CHECK(!InstanceLock::acquire(file));
    }
    CHECK(InstanceLock::acquire(file));
}

TEST_CASE("Only its owner may open the lock file") {
    test::TemporaryFolder const folder;
    REQUIRE(InstanceLock::acquire(folder / "enterprise.db"));
    struct stat status {};
    REQUIRE(::stat((folder / "enterprise.db.lock").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("A lock in a folder that does not exist is refused with a sentence") {
    test::TemporaryFolder const folder;
    auto const lock = InstanceLock::acquire(folder / "none/enterprise.db");
    REQUIRE(!lock);
    CHECK(lock.error().code == ErrorCode::unavailable);
    CHECK(lock.error().message.find("check that its folder exists") != std::string::npos);
}

TEST_CASE("The lock of a process that is killed is given up") {
    test::TemporaryFolder const folder;
    auto const file = folder / "enterprise.db";
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_t const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto const lock = InstanceLock::acquire(file);
        bool const told = lock && ::write(ready[1], "!", 1) == 1;
        while (told)
            ::pause();
        ::_exit(1);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    CHECK(!InstanceLock::acquire(file));
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    ::close(ready[0]);
    ::close(ready[1]);
    CHECK(InstanceLock::acquire(file));
}
