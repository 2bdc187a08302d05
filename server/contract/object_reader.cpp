#include "contract/object_reader.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace safetycell::contract {
namespace {

using Json = nlohmann::json;

constexpr int deepest = 4;

/// The text as JSON without two members of one name in an object; none where it is not that.
std::optional<Json> parse_strictly(std::string_view text) {
    std::vector<std::set<std::string>> names;
    bool clean = true;
    auto const watch = [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > deepest) clean = false;
        if (event == Json::parse_event_t::object_start) names.emplace_back();
        if (event == Json::parse_event_t::object_end) names.pop_back();
        if (event == Json::parse_event_t::key) {
            clean = clean && names.back().insert(value.get<std::string>()).second;
        }
        return clean;
    };
    Json json = Json::parse(text, watch, false);
    if (!clean || !json.is_object()) return std::nullopt;
    return json;
}

}  // namespace

struct ObjectReader::Impl {
    Json object = Json::object();
    std::set<std::string, std::less<>> asked;
    std::optional<Error> fault;

    void refuse(std::string_view name, std::string message) {
        if (!fault) fault = Error{ErrorCode::invalid, std::move(message), std::string{name}};
    }

    /// The member; null where there is none, and where it says nothing.
    Json const* find(std::string_view name) {
        asked.emplace(name);
        auto const found = object.find(std::string{name});
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }

    void missing(std::string_view name) {
        refuse(name, fmt::format("`{}` is missing; it must be given.", name));
    }

    std::string line_of(std::string_view name, Json const& value, std::size_t most_characters) {
        if (!value.is_string()) {
            refuse(name, fmt::format("`{}` must be a line of text.", name));
            return {};
        }
        auto text = value.get<std::string>();
        if (auto const readable = check_line_of_text(text, most_characters); !readable) {
            refuse(name, readable.error().message);
        }
        return text;
    }
};

ObjectReader::ObjectReader(std::string_view text) : impl_(std::make_unique<Impl>()) {
    auto object = parse_strictly(text);
    if (object) {
        impl_->object = std::move(*object);
    } else {
        impl_->refuse("", "The body must be one JSON object, no name in it given twice.");
    }
}

ObjectReader::~ObjectReader() = default;

std::string ObjectReader::line(std::string_view name, std::size_t most_characters) {
    if (Json const* const value = impl_->find(name)) return impl_->line_of(name, *value, most_characters);
    impl_->missing(name);
    return {};
}

std::string ObjectReader::optional_line(std::string_view name, std::size_t most_characters) {
    Json const* const value = impl_->find(name);
    if (value == nullptr || (value->is_string() && value->get_ref<std::string const&>().empty())) return {};
    return impl_->line_of(name, *value, most_characters);
}

std::string ObjectReader::text(std::string_view name, std::size_t most_characters) {
    Json const* const value = impl_->find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        impl_->refuse(name, fmt::format("`{}` must be a text.", name));
        return {};
    }
    auto text = value->get<std::string>();
    if (text.empty()) return {};
    // A line break is the one control character that a text may hold.
    std::string as_one_line = text;
    std::replace(as_one_line.begin(), as_one_line.end(), '\n', ' ');
    if (auto const readable = check_line_of_text(as_one_line, most_characters); !readable) {
        impl_->refuse(name, readable.error().message);
    }
    return text;
}

std::string ObjectReader::secret(std::string_view name, std::size_t most_bytes) {
    Json const* const value = impl_->find(name);
    if (value == nullptr) {
        impl_->missing(name);
        return {};
    }
    if (!value->is_string() || value->get_ref<std::string const&>().size() > most_bytes) {
        impl_->refuse(name, fmt::format("`{}` must be a text of at most {} bytes.", name, most_bytes));
        return {};
    }
    return value->get<std::string>();
}

bool ObjectReader::flag(std::string_view name, bool otherwise) {
    Json const* const value = impl_->find(name);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean()) {
        impl_->refuse(name, fmt::format("`{}` must be true or false.", name));
        return otherwise;
    }
    return value->get<bool>();
}

std::optional<std::int64_t> ObjectReader::whole_number(std::string_view name, std::int64_t least,
                                                       std::int64_t most) {
    Json const* const value = impl_->find(name);
    if (value == nullptr) return std::nullopt;
    bool const fits =
        value->is_number_unsigned()
            ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::max<std::int64_t>(most, 0))
            : value->is_number_integer();
    if (!fits || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        impl_->refuse(name, fmt::format("`{}` must be a whole number from {} to {}.", name, least, most));
        return std::nullopt;
    }
    return value->get<std::int64_t>();
}

std::vector<std::string> ObjectReader::lines(std::string_view name, std::size_t most_entries,
                                             std::size_t most_characters) {
    std::vector<std::string> result;
    Json const* const value = impl_->find(name);
    if (value == nullptr) return result;
    if (!value->is_array() || value->size() > most_entries) {
        impl_->refuse(name,
                      fmt::format("`{}` must be a list of at most {} lines of text.", name, most_entries));
        return result;
    }
    for (Json const& entry : *value)
        result.push_back(impl_->line_of(name, entry, most_characters));
    return result;
}

std::vector<std::pair<std::string, std::string>> ObjectReader::texts(std::string_view name,
                                                                     std::size_t most_entries,
                                                                     std::size_t most_bytes) {
    std::vector<std::pair<std::string, std::string>> result;
    Json const* const value = impl_->find(name);
    if (value == nullptr) {
        impl_->missing(name);
        return result;
    }
    if (!value->is_object() || value->size() > most_entries) {
        impl_->refuse(name, fmt::format("`{}` must be an object of at most {} fields.", name, most_entries));
        return result;
    }
    for (auto const& [field, entry] : value->items()) {
        std::string text;
        if (entry.is_string()) {
            text = entry.get<std::string>();
        } else if (entry.is_number()) {
            text = entry.dump();
        } else if (entry.is_boolean()) {
            text = entry.get<bool>() ? "yes" : "no";
        } else if (!entry.is_null()) {
            impl_->refuse(field, "A field is a text, a number, or true or false.");
        }
        if (text.size() > most_bytes || text.find('\0') != std::string::npos) {
            impl_->refuse(field, fmt::format("A field has at most {} bytes, none of them zero.", most_bytes));
        }
        result.emplace_back(field, std::move(text));
    }
    return result;
}

Result<void> ObjectReader::finish() {
    for (auto const& [name, value] : impl_->object.items()) {
        if (!impl_->asked.contains(name)) {
            impl_->refuse(name, "Nothing of this name is expected here; check how it is spelled.");
        }
    }
    if (impl_->fault) return tl::unexpected(*impl_->fault);
    return {};
}

}  // namespace safetycell::contract
