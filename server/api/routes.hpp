#pragma once
// The one table of all routes. What stands here stands in schema/openapi.yaml too.

#include "api/route.hpp"

#include <span>

namespace safetycell::api {

std::span<Route const> routes();

}  // namespace safetycell::api
