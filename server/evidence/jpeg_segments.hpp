#pragma once
// The segments of a JPEG file (ITU-T T.81, annex B). Only those that the picture is decoded from are kept, bit
// by bit.

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace safetycell::evidence {

struct BareJpeg {
    std::string bytes;
    int orientation = 1;  ///< As EXIF counts them, 1 to 8: the one thing that is kept of it.
};
/// Error `invalid` for what is cut off or no JPEG that browsers show.
Result<BareJpeg> bare_jpeg(std::string_view bytes);

}  // namespace safetycell::evidence
