#pragma once
// PNG by libpng: checked and shrunk row by row, and cut down to the chunks that the picture is made of.

#include "evidence/photo.hpp"

namespace safetycell::evidence {

bool is_png(std::string_view bytes);
Result<Photo> read_png(std::string_view bytes);

}  // namespace safetycell::evidence
