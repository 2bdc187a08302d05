#include "api/photos.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/idempotency.hpp"
#include "api/query_values.hpp"
#include "api/record_permissions.hpp"
#include "api/record_reading.hpp"
#include "base/utf8.hpp"
#include "evidence/files.hpp"
#include "evidence/photo.hpp"

#include <algorithm>

namespace safetycell::api {
namespace {

using importing::Kind;

/// Of one record.
constexpr std::size_t most_photos = 50;

Result<FoundRecord> find_subject(Context const& context, store::ReadTx const& tx) {
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    if (*kind != Kind::violations && *kind != Kind::incidents) {
        return failure(ErrorCode::not_found, "Photos are kept of violations and of incidents only.", "kind");
    }
    return find_record(context, *kind, tx);
}

Result<store::PhotoMoment> moment_in_query(Request const& request) {
    auto const found = request.query.find("moment");
    if (found == request.query.end()) return store::PhotoMoment::other;
    if (auto const moment = store::photo_moment_from(found->second)) return *moment;
    return failure(ErrorCode::invalid, "`moment` is before, after or other.", "moment");
}

Result<std::string> caption_in_query(Request const& request) {
    auto const found = request.query.find("caption");
    if (found == request.query.end() || found->second.empty()) return std::string{};
    if (auto line = check_line_of_text(found->second, store::longest_caption); !line) {
        return failure(ErrorCode::invalid, line.error().message, "caption");
    }
    return found->second;
}

Result<Reply> photo_reply(Context const& context, store::ReadTx& tx, bool is_thumbnail) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const record = find_subject(context, tx);
    if (!record) return tl::unexpected(record.error());
    auto const id = positive_integer(context.parameters.find("photo")->second);
    auto const photos = visible_photos(context, *record, tx);
    auto const found = std::find_if(photos.begin(), photos.end(),
                                    [&](store::StoredPhoto const& stored) { return stored.photo.id == id; });
    if (found == photos.end()) {
        return failure(ErrorCode::not_found, "There is no such photo here; the record lists those there are.",
                       "photo");
    }
    store::Photo const& photo = found->photo;
    std::string const& sha256 = is_thumbnail ? photo.thumbnail_sha256 : photo.sha256;
    auto bytes = context.service.evidence.read(sha256);
    if (!bytes) return tl::unexpected(bytes.error());
    Reply reply;
    reply.content_type = is_thumbnail ? "image/jpeg" : photo.type;
    reply.body = std::make_shared<std::string const>(*std::move(bytes));
    reply.etag = fmt::format("\"{}\"", sha256.substr(0, 32));
    // Whether the asker may see it is asked each time.
    reply.cache_control = "private, no-cache";
    reply.headers.emplace_back("Content-Disposition",
                               fmt::format("inline; filename=\"photo-{}{}\"", photo.id,
                                           reply.content_type == "image/png" ? ".png" : ".jpg"));
    reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    return reply;
}

Result<void> check_room(store::ReadTx const& tx, store::PhotoSubject const& of) {
    if (store::load_photos(tx, of).size() < most_photos) return {};
    return failure(
        ErrorCode::conflict,
        fmt::format("This record has {} photos already, which is as many as it takes.", most_photos));
}

Result<Reply> record_photo(Context const& context, store::WriteTx& tx, store::Photo photo) {
    auto const record = find_subject(context, tx);
    if (!record) return tl::unexpected(record.error());
    if (auto may = check_may_add_photo(context, *record, tx); !may) return tl::unexpected(may.error());
    auto const earlier = earlier_reply(context.request, context.asker, tx);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier) return **earlier;
    photo.of = subject_of(*record);
    if (auto room = check_room(tx, photo.of); !room) return tl::unexpected(room.error());
    store::Author const author = author_of(
        context, photo.caption.empty() ? std::string{"A photo"} : fmt::format("A photo: {}", photo.caption));
    tx.open_change(author);
    store::add_photo(tx, photo);
    ChangeBeingMade const made{tx, author};
    Reply reply = record_reply(context, *record, tx, &made, {}, 201);
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

}  // namespace

Result<Rest> prepare_photo(Context const& context, store::Connection& connection) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"moment", "caption"}); !known) return tl::unexpected(known.error());
    if (auto has_key = check_has_key(request); !has_key) return tl::unexpected(has_key.error());
    {
        store::ReadTx const tx(connection);
        auto const record = find_subject(context, tx);
        if (!record) return tl::unexpected(record.error());
        if (auto may = check_may_add_photo(context, *record, tx); !may) return tl::unexpected(may.error());
        // Before the files are on the disk, for a refusal leaves them there until the next start.
        if (auto room = check_room(tx, subject_of(*record)); !room) return tl::unexpected(room.error());
    }
    store::Photo photo;
    auto const moment = moment_in_query(request);
    if (!moment) return tl::unexpected(moment.error());
    photo.moment = *moment;
    auto caption = caption_in_query(request);
    if (!caption) return tl::unexpected(caption.error());
    photo.caption = *std::move(caption);
    auto const shown = evidence::read_photo(request.body);
    if (!shown) return tl::unexpected(shown.error());
    photo.type = content_type_of(shown->type);
    photo.width = shown->width;
    photo.height = shown->height;
    photo.bytes = static_cast<std::int64_t>(shown->bytes.size());
    // Both files are on the disk before the row that names them is committed.
    auto sha256 = context.service.evidence.keep(shown->bytes);
    if (!sha256) return tl::unexpected(sha256.error());
    auto thumbnail_sha256 = context.service.evidence.keep(shown->thumbnail);
    if (!thumbnail_sha256) return tl::unexpected(thumbnail_sha256.error());
    photo.sha256 = *std::move(sha256);
    photo.thumbnail_sha256 = *std::move(thumbnail_sha256);
    return [photo](Context const& later, store::WriteTx& tx) {
        return record_photo(later, tx, photo);
    };
}

Result<Reply> get_photo(Context const& context, store::ReadTx& tx) {
    return photo_reply(context, tx, false);
}

Result<Reply> get_thumbnail(Context const& context, store::ReadTx& tx) {
    return photo_reply(context, tx, true);
}

}  // namespace safetycell::api
