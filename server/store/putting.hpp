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

}  // namespace safetycell::store
