#pragma once
// Transactions. A ReadTx sees one unchanging state of the database. A WriteTx makes at most one change: one
// number in the one sequence, which every row it writes carries. Both roll back unless committed.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "store/sqlite.hpp"

#include <string>

namespace safetycell::store {

/// Who makes a change, why, and where it came from (a file's name and digest, "command line", a page).
struct Author {
    std::string who;
    std::string why;
    std::string source;

    friend bool operator==(Author const&, Author const&) = default;
};

class ReadTx {
public:
    explicit ReadTx(Connection& connection);  ///< BEGIN; takes its snapshot at once.
    ReadTx(ReadTx const&) = delete;
    ReadTx& operator=(ReadTx const&) = delete;
    ~ReadTx();

    Connection& connection() const { return connection_; }

protected:
    struct Immediate {};
    ReadTx(Connection& connection, Immediate);
    Connection& connection_;
    bool open_ = true;
};

class WriteTx : public ReadTx {
public:
    /// BEGIN IMMEDIATE. `now` is the time of everything recorded in it.
    WriteTx(Connection& connection, Instant now);
    ~WriteTx();

    Instant now() const { return now_; }

    /// Opens the change all following rows belong to, once; later calls must name the same author.
    /// Without it the transaction may write editions, which are not records.
    Revision open_change(Author author);
    /// The number of the open change. Precondition: open_change was called.
    Revision change() const;

    /// Something was destroyed that must not outlive the commit in the log beside the database.
    void wipe_log_after_commit() { wipes_log_ = true; }

    /// Closes the change (its row, with the digest of all rows that carry its number and the hash of the change
    /// before) and commits. A change that wrote no row is dropped, number and all. After an exception nothing
    /// was written.
    void commit();

private:
    friend class Trial;
    Instant now_;
    Author author_;
    Revision change_ = 0;
    bool wipes_log_ = false;
};

/// What is written while it lives is undone when it ends, also the change that was opened: to see what would
/// become of something. Belongs to a WriteTx in which no change is open yet.
class Trial {
public:
    explicit Trial(WriteTx& tx);
    Trial(Trial const&) = delete;
    Trial& operator=(Trial const&) = delete;
    ~Trial();

private:
    WriteTx& tx_;
};

}  // namespace safetycell::store
