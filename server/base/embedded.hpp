#pragma once
// Files built into the program: migrations, shipped configuration, pages.

#include <cstddef>
#include <span>
#include <string_view>

namespace safetycell {

struct EmbeddedFile {
    std::string_view name;  ///< The file's name without its folder.
    std::string_view bytes;
};

}  // namespace safetycell
