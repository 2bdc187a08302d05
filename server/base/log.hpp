#pragma once
// One JSON line per event on standard error, where the service manager collects it. Control characters and
// bytes that are not UTF-8 are escaped, so that no text can break a line, a reader or a terminal. Never a
// secret, never personal detail: log ids and numbers, not texts that people wrote.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace safetycell::log {

enum class Level { info, warning, error };

struct Field {
    std::string_view name;
    std::variant<std::string, std::int64_t> value;
};

/// The line itself: the priority as syslog writes it, "<6>", then the object, then a line feed.
std::string line_of(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// `event` is a fixed phrase to search for; what varies goes into fields.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::error, event, fields);
}

}  // namespace safetycell::log
