#include "api/query_values.hpp"

#include <algorithm>
#include <charconv>

namespace safetycell::api {

Result<void> check_query(Request const& request, std::initializer_list<std::string_view> known) {
    for (auto const& [name, value] : request.query) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string names;
        for (std::string_view const one : known) {
            if (!names.empty()) names += ", ";
            names += one;
        }
        return failure(ErrorCode::invalid,
                       names.empty() ? "This address takes no parameters."
                                     : "This address takes only these parameters: " + names + ".",
                       "query");
    }
    return {};
}

Result<std::int64_t> integer_in_query(Request const& request, std::string const& name, std::int64_t least,
                                      std::int64_t most, std::int64_t otherwise) {
    auto const found = request.query.find(name);
    if (found == request.query.end()) return otherwise;
    std::optional<std::int64_t> const value = positive_integer(found->second);
    if (!value || *value < least || *value > most) {
        return failure(ErrorCode::invalid,
                       fmt::format("`{}` must be a whole number from {} to {}.", name, least, most), name);
    }
    return *value;
}

std::optional<std::int64_t> positive_integer(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || value <= 0 || text.front() == '0') {
        return std::nullopt;
    }
    return value;
}

}  // namespace safetycell::api
