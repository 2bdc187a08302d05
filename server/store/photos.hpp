#pragma once
// Photos as evidence: whose they are, what they are of, and by which digests their files are known. Added one
// by one, never revised. The files are somebody else's to keep.

#include "store/change_log.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// The schema's limit, in characters.
inline constexpr std::size_t longest_caption = 300;

/// Of a violation: before it was fixed, or after.
enum class PhotoMoment : std::uint8_t { before, after, other };
std::string_view to_string(PhotoMoment moment);
std::optional<PhotoMoment> photo_moment_from(std::string_view text);

/// Which record a photo is of: exactly one.
struct PhotoSubject {
    ViolationId violation;
    IncidentId incident;

    friend bool operator==(PhotoSubject const&, PhotoSubject const&) = default;
};

struct Photo {
    std::int32_t id = 0;
    PhotoSubject of;
    PhotoMoment moment = PhotoMoment::other;
    std::string caption;
    std::string type;  ///< "image/jpeg" or "image/png".
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::int64_t bytes = 0;
    std::string sha256;
    std::string thumbnail_sha256;  ///< Of a JPEG.

    friend bool operator==(Photo const&, Photo const&) = default;
};

struct StoredPhoto {
    Photo photo;
    Change change;  ///< Of the open change only its number.
};

/// In the open change; gives its id.
std::int32_t add_photo(WriteTx& tx, Photo const& photo);
/// Oldest first.
std::vector<StoredPhoto> load_photos(ReadTx const& tx, PhotoSubject const& of);
/// The change of the newest photo; 0: there is none.
Revision newest_photo(ReadTx const& tx, PhotoSubject const& of);

/// The digests of all files that photos and their thumbnails are kept in.
std::set<std::string> photo_files(ReadTx const& tx);

}  // namespace safetycell::store
