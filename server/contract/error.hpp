#pragma once
// The one shape of every error: {"error":{"code","message","field","request_id"}}.

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace safetycell::contract {

std::string render_error(Error const& error, std::string_view request_id);

}  // namespace safetycell::contract
