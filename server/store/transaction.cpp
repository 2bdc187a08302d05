#include "store/transaction.hpp"

#include "store/change_log.hpp"

#include <stdexcept>
#include <utility>

namespace safetycell::store {
namespace {

void roll_back(Connection& connection) noexcept {
    try {
        // SQLite itself rolls back after some faults, such as a full disk.
        if (connection.in_transaction()) connection.execute("ROLLBACK");
    } catch (StoreFault const&) {
        // Nothing was committed, and the next BEGIN tells what is wrong.
    }
}

}  // namespace

ReadTx::ReadTx(Connection& connection) : connection_(connection) {
    connection_.execute("BEGIN");
    try {
        connection_.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").run();
    } catch (...) {
        roll_back(connection_);
        throw;
    }
}

ReadTx::ReadTx(Connection& connection, Immediate) : connection_(connection) {
    connection_.execute("BEGIN IMMEDIATE");
}

ReadTx::~ReadTx() {
    if (open_) roll_back(connection_);
}

WriteTx::WriteTx(Connection& connection, Instant now) : ReadTx(connection, Immediate{}), now_(now) {
}

WriteTx::~WriteTx() = default;

Revision WriteTx::open_change(Author author) {
    if (!open_) throw std::logic_error("A change was opened after the commit.");
    if (change_ == 0) {
        change_ = newest_revision(*this) + 1;
        author_ = std::move(author);
    } else if (author != author_) {
        throw std::logic_error("A change has one author, reason and source.");
    }
    return change_;
}

Revision WriteTx::change() const {
    if (change_ == 0) throw std::logic_error("A record was written without an open change.");
    return change_;
}

Trial::Trial(WriteTx& tx) : tx_(tx) {
    if (tx.change_ != 0) throw std::logic_error("A trial began in an open change.");
    tx.connection().execute("SAVEPOINT trial");
}

Trial::~Trial() {
    try {
        tx_.connection().execute("ROLLBACK TO trial; RELEASE trial");
    } catch (StoreFault const&) {
        // Then the whole transaction cannot commit either.
        roll_back(tx_.connection());
        tx_.open_ = false;
    }
    tx_.change_ = 0;
}

void WriteTx::commit() {
    if (!open_) throw std::logic_error("A transaction was committed twice.");
    if (change_ != 0) record_change(*this, author_);
    connection_.execute("COMMIT");
    open_ = false;
    if (wipes_log_) connection_.wipe_log();
}

}  // namespace safetycell::store
