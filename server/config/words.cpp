#include "config/words.hpp"

#include "config/shipped_files.hpp"

#include <algorithm>
#include <stdexcept>

namespace safetycell::config {

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

domain::Words read_words(TomlTable& parent, std::string_view key) {
    TomlTable table = parent.table(key);
    domain::Words words{table.text("en"), table.text("ru")};
    if (words.en.empty() || words.ru.empty()) parent.add_fault(key, "must have words in both languages.");
    table.refuse_unknown_keys();
    return words;
}

std::string_view shipped_file(std::string_view name) {
    for (EmbeddedFile const& file : shipped_files()) {
        if (file.name == name) return file.bytes;
    }
    throw std::logic_error("a configuration file was not built into the program");
}

}  // namespace safetycell::config
