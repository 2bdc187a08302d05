#include "net/job_wire.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace std::string_literals;
using namespace safetycell::net;

TEST_CASE("the head of a frame is its length, most significant byte first") {
    CHECK(frame_head(0x01020304) == "\x01\x02\x03\x04");
    CHECK(frame_size("\x01\x02\x03\x04") == 0x01020304);
    CHECK(frame_size("\xff\xff\xff\xff") == 0xffffffff);
}

TEST_CASE("a job and an outcome come back as they were") {
    api::Job job;
    job.verb = "import";
    job.options = {{"kind", "hours"}, {"flag", ""}, {"", "nameless"}};
    job.input = "a\0b\n"s;
    Result<api::Job> const decoded = decode_job(encode_job(job));
    REQUIRE(decoded.has_value());
    CHECK(decoded->verb == job.verb);
    CHECK(decoded->options == job.options);
    CHECK(decoded->input == job.input);
    CHECK(decoded->who.empty());

    api::JobOutcome const outcome{-2, "output", ""};
    Result<api::JobOutcome> const returned = decode_outcome(encode_outcome(outcome));
    REQUIRE(returned.has_value());
    CHECK(returned->exit_code == -2);
    CHECK(returned->output == "output");
    CHECK(returned->errors.empty());
}

TEST_CASE("no damage is taken for a job: every cut, every excess, every other version") {
    api::Job job;
    job.verb = "show";
    job.options = {{"scope", "own"}, {"json", ""}};
    job.input = "x";
    std::string const bytes = encode_job(job);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(decode_job(bytes.substr(0, size)).has_value());
    }
    CHECK_FALSE(decode_job(bytes + "x").has_value());
    std::string other_version = bytes;
    other_version[0] = 2;
    CHECK_FALSE(decode_job(other_version).has_value());
    // A count of options that is not there must not be believed.
    CHECK_FALSE(decode_job("\x01\0\0\0\0\xff\xff\xff\xff\0\0\0\0"s).has_value());
    CHECK_FALSE(decode_outcome("").has_value());
    CHECK_FALSE(decode_outcome("\x01\0\0\0\0"s).has_value());
}
