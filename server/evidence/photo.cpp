#include "evidence/photo.hpp"

#include "evidence/jpeg.hpp"
#include "evidence/png.hpp"

namespace safetycell::evidence {

std::string_view content_type_of(PhotoType type) {
    return type == PhotoType::jpeg ? "image/jpeg" : "image/png";
}

Result<Photo> read_photo(std::string_view bytes) {
    if (bytes.size() > most_bytes) {
        return failure(ErrorCode::too_large, "A photo has at most 10 MiB; make it smaller and send it again.",
                       "body");
    }
    if (is_jpeg(bytes)) return read_jpeg(bytes);
    if (is_png(bytes)) return read_png(bytes);
    return failure(ErrorCode::invalid, "This is no photo in JPEG or PNG, whatever it is called.", "body");
}

}  // namespace safetycell::evidence
