#pragma once
// The result of anything that may fail for a reason a caller can act upon. Exceptions are for broken
// invariants and for the environment (a disk that fails, a damaged file).

#include "base/error.hpp"

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace safetycell {

template <class T>
using Result = tl::expected<T, Error>;

/// The failure itself: `return failure(ErrorCode::invalid, "…");` converts to any Result.
inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string field = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(field)});
}

}  // namespace safetycell
