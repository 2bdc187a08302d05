#include "api/edition_number.hpp"

#include "api/query_values.hpp"
#include "store/editions.hpp"

namespace safetycell::api {

Result<std::int64_t> edition_number(Context const& context, store::ReadTx const& tx) {
    std::string const& name = context.parameters.find("number")->second;
    if (name == "latest" || name == "current") {
        std::int64_t const number =
            name == "latest" ? store::newest_edition_number(tx) : store::current_edition_number(tx);
        if (number != 0) return number;
        return failure(ErrorCode::not_found,
                       "No edition has been published yet; `safetycell publish` publishes one now.");
    }
    if (auto const number = positive_integer(name)) return *number;
    return failure(ErrorCode::not_found, "An edition is named by its number, `latest` or `current`.", "number");
}

}  // namespace safetycell::api
