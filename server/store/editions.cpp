#include "store/editions.hpp"

#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "store/canonical_digest.hpp"
#include "store/change_log.hpp"
#include "store/columns.hpp"

#include <map>
#include <utility>

namespace safetycell::store {
namespace {

/// Far above any real document: a damaged length must not take all memory.
constexpr std::size_t most_unpacked_bytes = std::size_t{1} << 30;

constexpr std::string_view select_headers =
    "SELECT e.number, e.kind, e.slot_at, e.as_of, e.known_through, e.published_at, e.published_by, e.reason, "
    "e.previous, e.next_slot_at, e.longest_slot_gap FROM edition e";

constexpr std::string_view select_editions =
    "SELECT e.number, e.kind, e.slot_at, e.as_of, e.known_through, e.published_at, e.published_by, e.reason, "
    "e.previous, e.next_slot_at, e.longest_slot_gap, e.previous_sha256, e.sha256, p.text, e.document "
    "FROM edition e LEFT JOIN policy p ON p.id = e.policy";

std::optional<domain::EditionKind> edition_kind_from(std::string_view text) {
    using Kind = domain::EditionKind;
    for (Kind const kind : {Kind::slot, Kind::late, Kind::out_of_slot}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

domain::EditionHeader read_header(Row const& row) {
    domain::EditionHeader header;
    header.number = row.integer(0);
    header.kind = word_at(row, 1, &edition_kind_from);
    if (!row.is_null(2)) header.slot = instant_at(row, 2);
    header.as_of = instant_at(row, 3);
    header.known_through = row.integer(4);
    header.published_at = instant_at(row, 5);
    header.published_by = row.text(6);
    header.reason = row.text(7);
    header.previous = row.integer(8);
    header.next_slot_at = instant_at(row, 9);
    header.longest_slot_gap = seconds{row.integer(10)};
    return header;
}

/// Error `invalid` when the document is damaged.
Result<StoredEdition> read_edition(Row const& row) {
    StoredEdition edition;
    edition.header = read_header(row);
    edition.previous_sha256 = row.text(11);
    edition.sha256 = row.text(12);
    edition.policy = row.text(13);
    auto document = gunzip(row.blob(14), most_unpacked_bytes);
    if (!document) return tl::unexpected(document.error());
    edition.document = *std::move(document);
    return edition;
}

View read_view(Row const& row) {
    return {row.integer(0), std::string{row.text(1)}, std::string{row.blob(2)}};
}

/// Audience -> digest of its message.
using ViewDigests = std::map<std::string, std::string>;

/// The order of what goes in is part of every stored hash: it never changes.
std::string hash_of(StoredEdition const& edition, ViewDigests const& views) {
    domain::EditionHeader const& header = edition.header;
    CanonicalDigest digest;
    digest.add(edition.previous_sha256);
    digest.add(header.number);
    digest.add(to_string(header.kind));
    header.slot ? digest.add(seconds_of(*header.slot)) : digest.add_null();
    digest.add(seconds_of(header.as_of));
    digest.add(header.known_through);
    digest.add(seconds_of(header.published_at));
    digest.add(header.published_by);
    digest.add(header.reason);
    digest.add(header.previous);
    digest.add(seconds_of(header.next_slot_at));
    digest.add(static_cast<std::int64_t>(header.longest_slot_gap.count()));
    digest.add(edition.policy);
    digest.add(edition.document);
    digest.add(static_cast<std::int64_t>(views.size()));
    for (auto const& [audience, sha256] : views) {
        digest.add(audience);
        digest.add(sha256);
    }
    return digest.hex();
}

std::int64_t single_number(ReadTx const& tx, std::string_view sql) {
    Statement statement = tx.connection().prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t put_policy(WriteTx& tx, std::string_view text) {
    std::string const sha256 = sha256_hex(text);
    Statement find = tx.connection().prepare("SELECT id FROM policy WHERE sha256 = ?1");
    if (find.bind(0, std::string_view{sha256}).step()) return find.integer(0);
    tx.connection()
        .prepare("INSERT INTO policy (sha256, text) VALUES (?, ?)")
        .bind(0, std::string_view{sha256})
        .bind(1, text)
        .run();
    return tx.connection().last_inserted_id();
}

std::string sha256_of_newest(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT sha256 FROM edition ORDER BY number DESC LIMIT 1");
    return statement.step() ? std::string{statement.text(0)} : std::string{};
}

bool has_edition(ReadTx const& tx, Instant slot) {
    Statement statement = tx.connection().prepare("SELECT 1 FROM edition WHERE slot_at = ?1");
    return statement.bind(0, seconds_of(slot)).step();
}

void insert_row(WriteTx& tx, StoredEdition const& edition, std::int64_t policy) {
    domain::EditionHeader const& header = edition.header;
    Statement insert = tx.connection().prepare(
        "INSERT INTO edition (number, kind, slot_at, as_of, known_through, published_at, published_by, reason, "
        "previous, next_slot_at, longest_slot_gap, policy, previous_sha256, sha256, document) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?)");
    insert.bind(0, header.number).bind(1, to_string(header.kind));
    header.slot ? insert.bind(2, seconds_of(*header.slot)) : insert.bind_null(2);
    insert.bind(3, seconds_of(header.as_of))
        .bind(4, header.known_through)
        .bind(5, seconds_of(header.published_at));
    insert.bind(6, std::string_view{header.published_by}).bind(7, std::string_view{header.reason});
    insert.bind(8, header.previous).bind(9, seconds_of(header.next_slot_at));
    insert.bind(10, header.longest_slot_gap.count()).bind(11, policy);
    insert.bind(12, std::string_view{edition.previous_sha256}).bind(13, std::string_view{edition.sha256});
    insert.bind_blob(14, gzip(edition.document, Compression::quick)).run();
}

void insert_view(WriteTx& tx, std::int64_t edition, View const& view, std::string_view sha256) {
    tx.connection()
        .prepare("INSERT INTO edition_view (edition, audience, sha256, gzip) VALUES (?, ?, ?, ?)")
        .bind(0, edition)
        .bind(1, std::string_view{view.audience})
        .bind(2, sha256)
        .bind_blob(3, view.gzip)
        .run();
}

/// Digests of the views as they are stored, recomputed; a fault for each that is not what was stored with it.
ViewDigests check_views(ReadTx const& tx, std::int64_t edition, std::vector<std::string>& faults) {
    ViewDigests digests;
    Statement statement = tx.connection().prepare(
        "SELECT audience, sha256, gzip FROM edition_view WHERE edition = ?1 ORDER BY audience");
    statement.bind(0, edition);
    while (statement.step()) {
        std::string const actual = sha256_hex(statement.blob(2));
        if (actual != statement.text(1)) {
            faults.push_back(
                fmt::format("View {} of edition {} is not as it was published.", statement.text(0), edition));
        }
        digests.emplace(statement.text(0), actual);
    }
    return digests;
}

void check_policies(ReadTx const& tx, std::vector<std::string>& faults) {
    Statement statement = tx.connection().prepare("SELECT id, sha256, text FROM policy ORDER BY id");
    while (statement.step()) {
        if (sha256_hex(statement.text(2)) != statement.text(1)) {
            faults.push_back(fmt::format("Policy {} is not as it was stored.", statement.integer(0)));
        }
    }
    std::int64_t const unused =
        single_number(tx, "SELECT count(*) FROM policy WHERE id NOT IN (SELECT policy FROM edition)");
    if (unused > 0) faults.push_back(fmt::format("{} policies belong to no edition.", unused));
}

}  // namespace

std::int64_t next_edition_number(ReadTx const& tx) {
    return newest_edition_number(tx) + 1;
}

Result<void> insert_edition(WriteTx& tx, StoredEdition edition, std::vector<View> const& views) {
    if (edition.header.slot && has_edition(tx, *edition.header.slot)) {
        return failure(
            ErrorCode::conflict,
            fmt::format("The slot {} has its edition already; publish out of slot with a reason instead.",
                        to_string(*edition.header.slot)));
    }
    ViewDigests digests;
    for (View const& view : views)
        digests.emplace(view.audience, sha256_hex(view.gzip));
    edition.previous_sha256 = sha256_of_newest(tx);
    edition.sha256 = hash_of(edition, digests);
    insert_row(tx, edition, put_policy(tx, edition.policy));
    for (View const& view : views)
        insert_view(tx, edition.header.number, view, digests.at(view.audience));
    return {};
}

std::optional<domain::EditionHeader> find_edition_header(ReadTx const& tx, std::int64_t number) {
    Statement statement = tx.connection().prepare(fmt::format("{} WHERE e.number = ?1", select_headers));
    if (!statement.bind(0, number).step()) return std::nullopt;
    return read_header(statement);
}

std::optional<std::string> find_policy(ReadTx const& tx, std::int64_t number) {
    Statement statement = tx.connection().prepare(
        "SELECT p.text FROM edition e JOIN policy p ON p.id = e.policy WHERE e.number = ?1");
    if (!statement.bind(0, number).step()) return std::nullopt;
    return std::string{statement.text(0)};
}

std::optional<StoredEdition> find_edition(ReadTx const& tx, std::int64_t number) {
    Statement statement = tx.connection().prepare(fmt::format("{} WHERE e.number = ?1", select_editions));
    if (!statement.bind(0, number).step()) return std::nullopt;
    auto edition = read_edition(statement);
    if (!edition) {
        throw StoreFault(
            fmt::format("The document of edition {} is damaged; restore a copy of the database.", number));
    }
    return *std::move(edition);
}

std::vector<domain::EditionHeader> load_edition_headers(ReadTx const& tx, std::int64_t before, int limit) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE ?1 = 0 OR e.number < ?1 ORDER BY e.number DESC LIMIT ?2", select_headers));
    statement.bind(0, before).bind(1, limit);
    std::vector<domain::EditionHeader> headers;
    while (statement.step())
        headers.push_back(read_header(statement));
    return headers;
}

std::int64_t newest_edition_number(ReadTx const& tx) {
    return single_number(tx, "SELECT max(number) FROM edition");
}

std::int64_t current_edition_number(ReadTx const& tx) {
    return single_number(tx, "SELECT number FROM edition ORDER BY as_of DESC, number DESC LIMIT 1");
}

std::int64_t predecessor_number(ReadTx const& tx, Instant as_of) {
    Statement statement = tx.connection().prepare(
        "SELECT number FROM edition WHERE as_of <= ?1 ORDER BY as_of DESC, number DESC LIMIT 1");
    return statement.bind(0, seconds_of(as_of)).step() ? statement.integer(0) : 0;
}

std::optional<Instant> newest_published_slot(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT max(slot_at) FROM edition");
    if (!statement.step() || statement.is_null(0)) return std::nullopt;
    return instant_at(statement, 0);
}

std::optional<View> find_current_view(ReadTx const& tx, std::string_view audience) {
    Statement statement = tx.connection().prepare(
        "SELECT edition, audience, gzip FROM edition_view WHERE edition = ?1 AND audience = ?2");
    if (!statement.bind(0, current_edition_number(tx)).bind(1, audience).step()) return std::nullopt;
    return read_view(statement);
}

std::vector<View> load_views(ReadTx const& tx, std::int64_t edition) {
    Statement statement = tx.connection().prepare(
        "SELECT edition, audience, gzip FROM edition_view WHERE edition = ?1 ORDER BY audience");
    statement.bind(0, edition);
    std::vector<View> views;
    while (statement.step())
        views.push_back(read_view(statement));
    return views;
}

std::vector<std::string> find_edition_chain_faults(ReadTx const& tx) {
    std::vector<std::string> faults;
    Revision const newest = newest_revision(tx);
    Statement statement = tx.connection().prepare(fmt::format("{} ORDER BY e.number", select_editions));
    std::int64_t expected = 1;
    std::string previous;
    for (; statement.step(); ++expected) {
        std::int64_t const number = statement.integer(0);
        if (number != expected) {
            faults.push_back(fmt::format("Edition {} is missing.", expected));
            expected = number;
        }
        std::string const recorded{statement.text(12)};
        ViewDigests const views = check_views(tx, number, faults);
        if (statement.text(11) != previous) {
            faults.push_back(
                fmt::format("Edition {} does not follow edition {}: its hash of the one before differs.",
                            number, number - 1));
        }
        try {
            auto const edition = read_edition(statement);
            if (!edition) {
                faults.push_back(fmt::format("The document of edition {} is damaged.", number));
            } else if (hash_of(*edition, views) != recorded) {
                faults.push_back(fmt::format("Edition {} is not as it was published.", number));
            } else if (edition->header.known_through > newest) {
                faults.push_back(fmt::format("Edition {} was computed from change {}, which is missing.",
                                             number, edition->header.known_through));
            }
        } catch (StoreFault const& fault) {
            faults.push_back(fmt::format("Edition {} is not as it was published: {}", number, fault.what()));
        }
        previous = recorded;
    }
    check_policies(tx, faults);
    std::int64_t const loose = single_number(
        tx, "SELECT count(*) FROM edition_view WHERE edition NOT IN (SELECT number FROM edition)");
    if (loose > 0) faults.push_back(fmt::format("{} views belong to no edition.", loose));
    return faults;
}

}  // namespace safetycell::store
