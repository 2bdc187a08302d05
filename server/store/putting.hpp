#pragma once
// What putting a record of any family has in common.

#include "store/columns.hpp"
#include "store/records.hpp"
#include "store/rows.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace safetycell::store {

/// The newest revision of a record.
template <class Record>
struct Known {
    Record record;
    Revision change = 0;
};

/// `statement` selects Rows<Record>, newest revision first.
template <class Record>
std::optional<Known<Record>> read_newest(Statement& statement) {
    if (!statement.step()) return std::nullopt;
    return Known<Record>{Rows<Record>::read(statement), statement.integer(0)};
}

template <class Record>
std::optional<Record> record_of(std::optional<Known<Record>> known) {
    if (!known) return std::nullopt;
    return std::move(known->record);
}

/// Whether `known` must get a new revision to become `record`. `name` is for the programmer who puts a record
/// twice.
template <class Record>
bool needs_revision(WriteTx const& tx, Known<Record> const& known, Record const& record,
                    std::string_view name) {
    if (known.record == record) return false;
    if (known.change == tx.change()) {
        throw std::logic_error(
            fmt::format("{} is put twice with different values in change {}.", name, known.change));
    }
    return true;
}

/// Puts a record whose newest revision is `known`: `create` inserts what never changes of it, `revise` a
/// revision.
template <class Record, class Create, class Revise>
Put<Record> put_known(WriteTx& tx, Record record, std::optional<Known<Record>> const& known,
                      std::string_view name, Create create, Revise revise) {
    tx.change();  // There must be one.
    if (!known) {
        create();
        record.id.value = static_cast<std::int32_t>(tx.connection().last_inserted_id());
        revise(record);
        return {std::move(record), Written::created};
    }
    record.id = known->record.id;
    if (!needs_revision(tx, *known, record, name)) return {std::move(record), Written::unchanged};
    revise(record);
    return {std::move(record), Written::revised};
}

/// Of a family whose records people know by their reference.
template <class Record>
std::optional<Known<Record>> find_by_reference(ReadTx const& tx, std::string_view reference) {
    static std::string const sql =
        fmt::format("{} WHERE i.reference = ?1 ORDER BY r.change DESC LIMIT 1", Rows<Record>::select);
    Statement statement = tx.connection().prepare(sql);
    statement.bind(0, reference);
    return read_newest<Record>(statement);
}

/// `revise` inserts a revision of the record.
template <class Record, class Revise>
Put<Record> put_by_reference(WriteTx& tx, Record record, Revise revise) {
    auto const known = find_by_reference<Record>(tx, record.reference);
    std::string const reference = record.reference;
    auto const create = [&] {
        static std::string const sql =
            fmt::format("INSERT INTO {} (reference) VALUES (?)", Rows<Record>::family);
        tx.connection().prepare(sql).bind(0, std::string_view{reference}).run();
    };
    std::string const name = fmt::format("The {} {}", Rows<Record>::family, reference);
    return put_known(tx, std::move(record), known, name, create, revise);
}

}  // namespace safetycell::store
