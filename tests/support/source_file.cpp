#include "support/source_file.hpp"

#include <fmt/format.h>

std::string safetycell::test::source_file(std::string_view path) {
    return fmt::format("{}/{}", SAFETYCELL_SOURCE_DIR, path);
}
