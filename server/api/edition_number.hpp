#pragma once
// Which edition a path names: a number, `latest` (the last published) or `current` (the one screens show).

#include "api/route.hpp"

namespace safetycell::api {

/// The {number} of the path. Error `not_found`.
Result<std::int64_t> edition_number(Context const& context, store::ReadTx const& tx);

}  // namespace safetycell::api
