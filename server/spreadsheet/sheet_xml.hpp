#pragma once
// The XML of a workbook's parts (ECMA-376 part 1), whatever program wrote it. Small parts are trees; of long
// ones only one element at a time is.

#include "base/result.hpp"

#include <pugixml.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::spreadsheet {

/// The first child of that name. Names may carry a prefix for their namespace, which any program chooses for
/// itself: they are compared without it, here and below.
pugi::xml_node child(pugi::xml_node parent, std::string_view name);
std::string_view local_name(std::string_view name);
/// Its text; empty where there is none.
std::string_view attribute(pugi::xml_node node, std::string_view name);
bool is_true(std::string_view text);

/// The whole text as a number.
template <class Value>
std::optional<Value> parsed(std::string_view text) {
    Value value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// `what` names the part in the error. Refused where entities are declared.
Result<void> parse(pugi::xml_document& document, std::string_view text, std::string_view what);

/// _x000D_ stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). Zero and halves of
/// surrogates stay as they are written.
std::string without_escapes(std::string_view text);

/// What stands in an element of text, without the readings that East Asian texts carry.
std::string text_in(pugi::xml_node node);

/// "x:" where the part writes <x:worksheet>; "" where it has no prefix.
std::string prefix_of(std::string_view text, std::string_view root);

/// The elements of one name in a long part, one after the other, so that only one at a time is a tree in
/// memory.
class Elements {
public:
    /// The text must outlive it.
    Elements(std::string_view text, std::string_view name);

    /// The text of the next one; empty at the end. Error when it does not end, or is very long.
    Result<std::string_view> next();

private:
    std::string_view text_;
    std::string open_;
    std::string close_;
    std::size_t position_ = 0;
};

}  // namespace safetycell::spreadsheet
