#include "net/job_wire.hpp"

namespace safetycell::net {
namespace {

constexpr char version = 1;

void append_number(std::string& bytes, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xff);
}

void append_text(std::string& bytes, std::string_view text) {
    append_number(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
}

/// Takes numbers and texts off the front; after the first that is not there all further ones are empty.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {
        if (rest_.empty() || rest_.front() != version)
            fail();
        else
            rest_.remove_prefix(1);
    }

    std::uint32_t number() {
        if (rest_.size() < 4) return fail();
        std::uint32_t const value = frame_size(rest_);
        rest_.remove_prefix(4);
        return value;
    }

    std::string text() {
        std::uint32_t const size = number();
        if (rest_.size() < size) fail();
        std::string value(rest_.substr(0, whole_ ? size : 0));
        rest_.remove_prefix(value.size());
        return value;
    }

    bool whole() const { return whole_; }
    /// All was there, and nothing more.
    bool finished() const { return whole_ && rest_.empty(); }

private:
    std::uint32_t fail() {
        whole_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool whole_ = true;
};

tl::unexpected<Error> not_understood() {
    return failure(
        ErrorCode::invalid,
        "The command line and the running server are of different versions; restart the server with the "
        "installed program.");
}

}  // namespace

std::string frame_head(std::size_t size) {
    std::string head;
    append_number(head, static_cast<std::uint32_t>(size));
    return head;
}

std::uint32_t frame_size(std::string_view head) {
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < frame_head_size; ++i)
        size = size << 8 | static_cast<unsigned char>(head[i]);
    return size;
}

std::string encode_job(api::Job const& job) {
    std::string bytes(1, version);
    append_text(bytes, job.verb);
    append_number(bytes, static_cast<std::uint32_t>(job.options.size()));
    for (auto const& [name, value] : job.options) {
        append_text(bytes, name);
        append_text(bytes, value);
    }
    append_text(bytes, job.input);
    return bytes;
}

Result<api::Job> decode_job(std::string_view bytes) {
    Reader reader(bytes);
    api::Job job;
    job.verb = reader.text();
    std::uint32_t const options = reader.number();
    for (std::uint32_t i = 0; i < options && reader.whole(); ++i) {
        std::string name = reader.text();
        job.options[std::move(name)] = reader.text();
    }
    job.input = reader.text();
    if (!reader.finished() || job.options.size() != options) return not_understood();
    return job;
}

std::string encode_outcome(api::JobOutcome const& outcome) {
    std::string bytes(1, version);
    append_number(bytes, static_cast<std::uint32_t>(outcome.exit_code));
    append_text(bytes, outcome.output);
    append_text(bytes, outcome.errors);
    return bytes;
}

Result<api::JobOutcome> decode_outcome(std::string_view bytes) {
    Reader reader(bytes);
    api::JobOutcome outcome;
    outcome.exit_code = static_cast<int>(reader.number());
    outcome.output = reader.text();
    outcome.errors = reader.text();
    if (!reader.finished()) return not_understood();
    return outcome;
}

}  // namespace safetycell::net
