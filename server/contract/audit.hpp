#pragma once
// The audit over the interface.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "contract/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

struct TouchedRecord {
    std::string_view kind;
    std::int32_t id = 0;
};

struct AuditEntry {
    Revision number = 0;
    Instant recorded_at;
    std::string who;
    std::string why;
    std::string source;
    std::string hash;
    std::vector<TouchedRecord> records;
    std::int64_t more_records = 0;
    /// What was done to an account, "signed_in", or to personal detail, "personal_detail_erased"; empty:
    /// nothing.
    std::string event;
    std::vector<std::int32_t> personal_detail_of;  ///< Incidents.
};

std::string render_changes(std::vector<AuditEntry> const& entries, std::optional<std::int64_t> next_before);

/// One field before and after.
struct ChangedField {
    std::string_view name;
    FieldType type = FieldType::text;
    std::string before;
    std::string after;
};

struct ChangedRecord {
    std::string_view kind;
    std::int32_t id = 0;
    std::string name;  ///< By what people know it; empty where it is withheld, or has no name.
    bool is_new = false;
    bool withheld = false;  ///< Who asks may not see such records: which fields changed, and not their values.
    std::vector<ChangedField> fields;  ///< Those that changed.
};

struct ChangedAccount {
    std::string login;
    std::string event;
    std::string detail;
};

/// A change with what it changed, old and new side by side.
std::string render_change(AuditEntry const& entry, std::vector<ChangedRecord> const& records,
                          std::optional<ChangedAccount> const& account);

struct ChainFault {
    std::string_view what;
    Revision change = 0;  ///< 0: none in particular.
    std::string message;
};
/// No faults: all is as it was recorded.
std::string render_chain(Revision checked_through, std::string_view hash,
                         std::vector<ChainFault> const& faults);

}  // namespace safetycell::contract
