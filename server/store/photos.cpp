#include "store/photos.hpp"

#include "store/columns.hpp"

#include <array>

namespace safetycell::store {
namespace {

constexpr std::array moments{PhotoMoment::before, PhotoMoment::after, PhotoMoment::other};

/// One of the two is null, and equals nothing.
void bind_subject(Statement& statement, PhotoSubject const& of) {
    bind_id(statement, 0, of.violation);
    bind_id(statement, 1, of.incident);
}

}  // namespace

std::string_view to_string(PhotoMoment moment) {
    switch (moment) {
        case PhotoMoment::before: return "before";
        case PhotoMoment::after: return "after";
        case PhotoMoment::other: break;
    }
    return "other";
}

std::optional<PhotoMoment> photo_moment_from(std::string_view text) {
    for (PhotoMoment const moment : moments)
        if (text == to_string(moment)) return moment;
    return std::nullopt;
}

std::int32_t add_photo(WriteTx& tx, Photo const& photo) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO photo (violation, incident, change, moment, caption, type, width, height, bytes, sha256, "
        "thumbnail_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_subject(insert, photo.of);
    insert.bind(2, tx.change())
        .bind(3, to_string(photo.moment))
        .bind(4, std::string_view{photo.caption})
        .bind(5, std::string_view{photo.type})
        .bind(6, photo.width)
        .bind(7, photo.height)
        .bind(8, photo.bytes)
        .bind(9, std::string_view{photo.sha256})
        .bind(10, std::string_view{photo.thumbnail_sha256})
        .run();
    return static_cast<std::int32_t>(tx.connection().last_inserted_id());
}

std::vector<StoredPhoto> load_photos(ReadTx const& tx, PhotoSubject const& of) {
    Statement statement = tx.connection().prepare(
        "SELECT change, id, violation, incident, moment, caption, type, width, height, bytes, sha256, "
        "thumbnail_sha256 FROM photo WHERE violation = ?1 OR incident = ?2 ORDER BY id");
    bind_subject(statement, of);
    std::vector<StoredPhoto> photos;
    while (statement.step()) {
        StoredPhoto stored;
        Photo& photo = stored.photo;
        photo.id = static_cast<std::int32_t>(statement.integer(1));
        photo.of = {id_at<ViolationId>(statement, 2), id_at<IncidentId>(statement, 3)};
        photo.moment = word_at(statement, 4, &photo_moment_from);
        photo.caption = statement.text(5);
        photo.type = statement.text(6);
        photo.width = static_cast<std::int32_t>(statement.integer(7));
        photo.height = static_cast<std::int32_t>(statement.integer(8));
        photo.bytes = statement.integer(9);
        photo.sha256 = statement.text(10);
        photo.thumbnail_sha256 = statement.text(11);
        // The change that is being made is written last.
        stored.change =
            find_change(tx, statement.integer(0)).value_or(Change{statement.integer(0), {}, {}, {}});
        photos.push_back(std::move(stored));
    }
    return photos;
}

Revision newest_photo(ReadTx const& tx, PhotoSubject const& of) {
    Statement statement = tx.connection().prepare(
        "SELECT coalesce(max(change), 0) FROM photo WHERE violation = ?1 OR incident = ?2");
    bind_subject(statement, of);
    statement.step();
    return statement.integer(0);
}

std::set<std::string> photo_files(ReadTx const& tx) {
    Statement statement =
        tx.connection().prepare("SELECT sha256 FROM photo UNION SELECT thumbnail_sha256 FROM photo");
    std::set<std::string> files;
    while (statement.step())
        files.emplace(statement.text(0));
    return files;
}

}  // namespace safetycell::store
