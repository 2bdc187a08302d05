#pragma once
// JPEG by libjpeg: checked and shrunk in one decoding, at a fraction of its size; and cut down to its picture.

#include "evidence/photo.hpp"
#include "evidence/thumbnail.hpp"

namespace safetycell::evidence {

bool is_jpeg(std::string_view bytes);
Result<Photo> read_jpeg(std::string_view bytes);
std::string encode_jpeg(Picture const& picture);

}  // namespace safetycell::evidence
