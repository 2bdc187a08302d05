#include "store/change_log.hpp"

#include "store/canonical_digest.hpp"
#include "store/row_digests.hpp"

#include <array>
#include <limits>
#include <utility>

namespace safetycell::store {
namespace {

constexpr std::string_view select_changes =
    "SELECT number, recorded_at, who, why, source, sha256, previous_sha256, rows_sha256 FROM change "
    "WHERE number > ?1 AND number <= ?2 ORDER BY number";

Change read_change(Row const& row) {
    Change change;
    change.number = row.integer(0);
    change.recorded_at = Instant{seconds{row.integer(1)}};
    change.author = {std::string{row.text(2)}, std::string{row.text(3)}, std::string{row.text(4)}};
    change.hash = row.text(5);
    return change;
}

/// What stands before the first change, so that the chain belongs to this database and no other.
std::string hash_of_installation(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT epoch, created_at FROM installation WHERE id = 1");
    CanonicalDigest digest;
    if (statement.step()) digest.add_row(statement);
    return digest.hex();
}

std::string hash_of(Change const& change, std::string_view previous, std::string_view rows) {
    CanonicalDigest digest;
    digest.add(previous);
    digest.add(change.number);
    digest.add(change.recorded_at.time_since_epoch().count());
    digest.add(change.author.who);
    digest.add(change.author.why);
    digest.add(change.author.source);
    digest.add(rows);
    return digest.hex();
}

}  // namespace

Revision newest_revision(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT coalesce(max(number), 0) FROM change");
    statement.step();
    return statement.integer(0);
}

Revision revision_known_at(ReadTx const& tx, Instant instant) {
    // The clock may have been set back between two changes: what counts is the last one recorded by then, and
    // all that came before it was known as well.
    Statement statement = tx.connection().prepare(
        "SELECT number FROM change WHERE recorded_at <= ?1 ORDER BY number DESC LIMIT 1");
    statement.bind(0, instant.time_since_epoch().count());
    return statement.step() ? statement.integer(0) : 0;
}

std::optional<Change> find_change(ReadTx const& tx, Revision number) {
    Statement statement = tx.connection().prepare(select_changes);
    statement.bind(0, number - 1).bind(1, number);
    if (!statement.step()) return std::nullopt;
    return read_change(statement);
}

std::vector<Change> load_changes(ReadTx const& tx, Revision after, Revision through) {
    Statement statement = tx.connection().prepare(select_changes);
    statement.bind(0, after).bind(1, through);
    std::vector<Change> changes;
    while (statement.step())
        changes.push_back(read_change(statement));
    return changes;
}

void record_change(WriteTx& tx, Author const& author) {
    Change change{tx.change(), tx.now(), author, {}};
    RowDigests::Digest const rows = RowDigests{tx, change.number}.of(change.number);
    if (rows.rows == 0) return;
    auto const before = find_change(tx, change.number - 1);
    std::string const previous = before ? before->hash : hash_of_installation(tx);
    tx.connection()
        .prepare(
            "INSERT INTO change (number, recorded_at, who, why, source, rows_sha256, previous_sha256, sha256) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(0, change.number)
        .bind(1, change.recorded_at.time_since_epoch().count())
        .bind(2, std::string_view{author.who})
        .bind(3, std::string_view{author.why})
        .bind(4, std::string_view{author.source})
        .bind(5, std::string_view{rows.sha256})
        .bind(6, std::string_view{previous})
        .bind(7, std::string_view{hash_of(change, previous, rows.sha256)})
        .run();
}

std::string_view name_of(ChainBreak what) {
    static constexpr std::array<std::string_view, 7> names{
        "missing",        "other_database", "does_not_follow", "rows_differ",
        "change_differs", "stray_rows",     "unrecorded_rows"};
    return names.at(static_cast<std::size_t>(what));
}

std::vector<ChainFault> check_chain(ReadTx const& tx) {
    std::vector<ChainFault> faults;
    RowDigests digests{tx, 0};
    std::string previous = hash_of_installation(tx);
    Revision expected = 1;
    Statement statement = tx.connection().prepare(select_changes);
    statement.bind(0, std::numeric_limits<std::int64_t>::min())
        .bind(1, std::numeric_limits<std::int64_t>::max());
    for (; statement.step(); ++expected) {
        Change const change = read_change(statement);
        std::string_view const recorded_previous = statement.text(6);
        std::string_view const recorded_rows = statement.text(7);
        if (change.number != expected) {
            faults.push_back({ChainBreak::missing, expected, fmt::format("Change {} is missing.", expected)});
            expected = change.number;
        }
        if (recorded_previous != previous) {
            bool const is_first = change.number == 1;
            faults.push_back(
                {is_first ? ChainBreak::other_database : ChainBreak::does_not_follow, change.number,
                 is_first
                     ? "Change 1 was made in another database than this one: epoch or date of making differ."
                     : fmt::format("Change {} does not follow change {}: its hash of the one before differs.",
                                   change.number, change.number - 1)});
        }
        if (digests.of(change.number).sha256 != recorded_rows) {
            faults.push_back({ChainBreak::rows_differ, change.number,
                              fmt::format("The records of change {} ({}, {}) are not those it recorded.",
                                          change.number, to_string(change.recorded_at), change.author.who)});
        }
        if (hash_of(change, recorded_previous, recorded_rows) != change.hash) {
            faults.push_back(
                {ChainBreak::change_differs, change.number,
                 fmt::format("Change {} itself (who, when, why, source or hash) is not as it was recorded.",
                             change.number)});
        }
        previous = change.hash;
    }
    for (Revision const stray : digests.strays()) {
        faults.push_back({ChainBreak::stray_rows, stray,
                          fmt::format("There are records of change {}, which does not exist.", stray)});
    }
    for (std::string& fault : find_unrecorded_rows(tx))
        faults.push_back({ChainBreak::unrecorded_rows, 0, std::move(fault)});
    return faults;
}

std::vector<std::string> find_chain_faults(ReadTx const& tx) {
    std::vector<std::string> words;
    for (ChainFault& fault : check_chain(tx))
        words.push_back(std::move(fault.words));
    return words;
}

}  // namespace safetycell::store
