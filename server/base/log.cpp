#include "base/log.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <iterator>
#include <optional>

namespace safetycell::log {
namespace {

/// A character at the start of a text: its code point and its length in bytes; none where it is not UTF-8.
struct Character {
    std::uint32_t code_point = 0;
    std::size_t length = 0;
};

std::optional<Character> first_character(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    std::uint32_t const lead = byte(0);
    if (lead < 0x80) return Character{lead, 1};
    std::size_t const length = lead >> 5 == 0x6 ? 2 : lead >> 4 == 0xe ? 3 : lead >> 3 == 0x1e ? 4 : 0;
    if (length == 0 || text.size() < length) return std::nullopt;
    std::uint32_t code_point = lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 0x2) return std::nullopt;
        code_point = code_point << 6 | (byte(i) & 0x3f);
    }
    // Longer than it need be, half of a surrogate pair, or past the end of Unicode.
    constexpr std::array<std::uint32_t, 5> shortest{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < shortest[length] || surrogate || code_point > 0x10ffff) return std::nullopt;
    return Character{code_point, length};
}

bool is_control(std::uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

void append_quoted(std::string& line, std::string_view text) {
    line += '"';
    while (!text.empty()) {
        std::optional<Character> const character = first_character(text);
        std::size_t const length = character ? character->length : 1;
        if (!character) {
            line += "\\ufffd";
        } else if (is_control(character->code_point)) {
            fmt::format_to(std::back_inserter(line), "\\u{:04x}", character->code_point);
        } else {
            if (text[0] == '"' || text[0] == '\\') line += '\\';
            line += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    line += '"';
}

/// The priorities of syslog, which the journal reads from the start of a line.
int priority_of(Level level) {
    switch (level) {
        case Level::info: return 6;
        case Level::warning: return 4;
        case Level::error: return 3;
    }
    return 3;
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "error";
}

}  // namespace

std::string line_of(Level level, std::string_view event, std::initializer_list<Field> fields) {
    std::string line = fmt::format("<{}>{{\"level\":\"{}\",\"event\":", priority_of(level), name_of(level));
    append_quoted(line, event);
    for (Field const& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        if (auto const* text = std::get_if<std::string>(&field.value)) {
            append_quoted(line, *text);
        } else {
            line += std::to_string(std::get<std::int64_t>(field.value));
        }
    }
    line += "}\n";
    return line;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    std::string const line = line_of(level, event, fields);
    // One call writes one whole line, so lines of different threads do not mix.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace safetycell::log
