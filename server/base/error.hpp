#pragma once
// What can go wrong, in the words of a caller. Every error that reaches a person is one sentence that
// says what is wrong, where, and what to do about it.

#include <string>
#include <string_view>

namespace safetycell {

/// The kinds of failure a caller can act upon. `net` maps them to HTTP, `commands` to exit codes.
enum class ErrorCode {
    invalid,          ///< The input is wrong; `field` names the part.
    unauthenticated,  ///< Nobody is signed in.
    forbidden,        ///< Somebody is signed in and may not.
    not_found,        ///< It does not exist, or the asker may not know that it does.
    conflict,         ///< It contradicts what is already stored.
    stale,            ///< The caller worked from an older revision.
    too_large,        ///< More bytes than the limit.
    too_many,         ///< More requests than the limit.
    unavailable,      ///< Not now: a lock, a full disk, a stopping server.
    internal,         ///< A fault of the program or of the machine.
};

std::string_view to_string(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;  ///< A sentence with a remedy, for a person.
    std::string field;    ///< Where: a JSON pointer, a column, a setting. May be empty.
};

}  // namespace safetycell
