#include "contract/error.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

std::string render_error(Error const& error, std::string_view request_id) {
    using Json = nlohmann::ordered_json;
    Json const body{{"error",
                     {{"code", to_string(error.code)},
                      {"message", error.message},
                      {"field", error.field},
                      {"request_id", request_id}}}};
    // A message may quote what was sent; damaged UTF-8 must not keep the error from being told.
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace safetycell::contract
