#pragma once
// The JSON object of a request, read strictly: what is not expected is refused, and so are names given twice,
// text with control characters, and anything nested deeper than it needs to be. Reading goes on after a fault,
// and finish() gives the first one with the name of the member.

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

class ObjectReader {
public:
    explicit ObjectReader(std::string_view text);
    ~ObjectReader();

    /// One line of at most so many characters, not empty.
    std::string line(std::string_view name, std::size_t most_characters);
    /// The same; empty where the member is missing, null or the empty text.
    std::string optional_line(std::string_view name, std::size_t most_characters);
    /// Lines of at most so many characters together; empty where the member is missing or null.
    std::string text(std::string_view name, std::size_t most_characters);
    /// Bytes that nobody reads: a password, a token. Required.
    std::string secret(std::string_view name, std::size_t most_bytes);
    bool flag(std::string_view name, bool otherwise);
    /// A whole number in [least, most]; none where the member is missing or null.
    std::optional<std::int64_t> whole_number(std::string_view name, std::int64_t least, std::int64_t most);
    /// The members of an object as texts: lines, numbers as they are written, "yes" and "no". None where it is
    /// missing.
    std::vector<std::pair<std::string, std::string>> texts(std::string_view name, std::size_t most_entries,
                                                           std::size_t most_bytes);
    /// A list of lines; empty where the member is missing.
    std::vector<std::string> lines(std::string_view name, std::size_t most_entries,
                                   std::size_t most_characters);

    /// Error `invalid` about the first fault, or about a member that nobody asked for.
    Result<void> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace safetycell::contract
