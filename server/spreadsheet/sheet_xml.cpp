#include "spreadsheet/sheet_xml.hpp"

#include "spreadsheet/package.hpp"

namespace safetycell::spreadsheet {
namespace {

constexpr std::size_t longest_element = 4'000'000;
constexpr unsigned parse_flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol;

void append_utf8(std::string& text, std::uint32_t code_point) {
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xC0 | (code_point >> 6));
        text += static_cast<char>(0x80 | (code_point & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (code_point >> 12));
        text += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code_point & 0x3F));
    }
}

}  // namespace

std::string_view local_name(std::string_view name) {
    std::size_t const colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    for (pugi::xml_node const one : parent.children())
        if (local_name(one.name()) == name) return one;
    return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute const one : node.attributes())
        if (local_name(one.name()) == name) return one.value();
    return {};
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

std::string without_escapes(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string_view const escape = text.substr(i, 7);
        std::uint32_t code_point = 0;
        if (escape.size() == 7 && escape.starts_with("_x") && escape[6] == '_') {
            auto const [end, error] = std::from_chars(escape.data() + 2, escape.data() + 6, code_point, 16);
            if (error != std::errc{} || end != escape.data() + 6) code_point = 0;
        }
        if (code_point == 0 || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
            result += text[i];
        } else {
            append_utf8(result, code_point);
            i += 6;
        }
    }
    return result;
}

Result<void> parse(pugi::xml_document& document, std::string_view text, std::string_view what) {
    if (text.find("<!DOCTYPE") != std::string_view::npos)
        return broken(fmt::format("{} declares entities, which no workbook does", what));
    if (!document.load_buffer(text.data(), text.size(), parse_flags, pugi::encoding_utf8))
        return broken(fmt::format("{} is no XML", what));
    return {};
}

std::string text_in(pugi::xml_node node) {
    std::string text;
    for (pugi::xml_node const one : node.children()) {
        std::string_view const name = local_name(one.name());
        if (name == "t") text += one.child_value();
        if (name == "r") text += child(one, "t").child_value();
    }
    return without_escapes(text);
}

std::string prefix_of(std::string_view text, std::string_view root) {
    std::size_t const at = text.find(root);
    if (at == std::string_view::npos || at == 0 || text[at - 1] != ':') return {};
    std::size_t const open = text.rfind('<', at);
    return open == std::string_view::npos ? std::string{} : std::string{text.substr(open + 1, at - open - 1)};
}

Elements::Elements(std::string_view text, std::string_view name)
    : text_(text), open_(fmt::format("<{}", name)), close_(fmt::format("</{}>", name)) {
}

Result<std::string_view> Elements::next() {
    while (true) {
        std::size_t const start = text_.find(open_, position_);
        if (start == std::string_view::npos) return std::string_view{};
        std::size_t const after = start + open_.size();
        position_ = after;
        // Of a longer name, as <rowBreaks>.
        if (after < text_.size() && std::string_view{" \t\r\n/>"}.find(text_[after]) == std::string_view::npos)
            continue;
        std::size_t const end_of_tag = text_.find('>', after);
        if (end_of_tag == std::string_view::npos) return broken("one of its sheets is cut off");
        std::size_t end = end_of_tag + 1;
        if (text_[end_of_tag - 1] != '/') {
            std::size_t const close = text_.find(close_, end);
            if (close == std::string_view::npos) return broken("one of its sheets is cut off");
            end = close + close_.size();
        }
        if (end - start > longest_element)
            return failure(ErrorCode::too_large,
                           fmt::format("A row or a text of the workbook is longer than {} MB. Shorten it.",
                                       longest_element / 1'000'000));
        position_ = end;
        return text_.substr(start, end - start);
    }
}

}  // namespace safetycell::spreadsheet
