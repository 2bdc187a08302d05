#pragma once
// What imports from a page need to keep: files between upload and commit, saved layouts, and which changes were
// imports. A choice is text that the store does not look into.

#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

inline constexpr int most_drafts_of_one = 3;

struct ImportDraft {
    std::int64_t id = 0;
    AccountId account;
    std::string file_name;
    std::string bytes;
    std::string choice;
    Instant uploaded_at;
};
/// Forgets those from before `forgotten_before`, and the oldest of the account beyond `most_drafts_of_one`.
/// Gives the id.
std::int64_t insert_import_draft(WriteTx& tx, ImportDraft const& draft, Instant forgotten_before);
/// Of that account alone.
std::optional<ImportDraft> find_import_draft(ReadTx const& tx, AccountId account, std::int64_t id);
/// The newest first, without their bytes.
std::vector<ImportDraft> load_import_drafts(ReadTx const& tx, AccountId account);
void set_import_choice(WriteTx& tx, std::int64_t id, std::string_view choice);
void delete_import_draft(WriteTx& tx, std::int64_t id);

inline constexpr int most_import_profiles = 100;

struct ImportProfile {
    std::string name;
    std::string choice;
    AccountId account;
    Instant saved_at;
};
/// By name.
std::vector<ImportProfile> load_import_profiles(ReadTx const& tx);
void put_import_profile(WriteTx& tx, ImportProfile const& profile);
/// Whether there was one.
bool delete_import_profile(WriteTx& tx, std::string_view name);

struct LoggedImport {
    Revision change = 0;
    Revision undoes = 0;     ///< 0: it undoes none.
    Revision undone_by = 0;  ///< 0: it stands.
    AccountId account;
    std::string kind;
    std::string file_name;
    std::int64_t created = 0;
    std::int64_t revised = 0;
    std::int64_t unchanged = 0;
};
/// As the open change. `undone_by` is ignored.
void log_import(WriteTx& tx, LoggedImport const& import);
std::optional<LoggedImport> find_logged_import(ReadTx const& tx, Revision change);
/// The newest first; of one account, or of all without one.
std::vector<LoggedImport> load_logged_imports(ReadTx const& tx, AccountId account, int limit);

}  // namespace safetycell::store
