#include "base/log.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <optional>

namespace safetycell::log {
namespace {

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
