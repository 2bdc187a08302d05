#pragma once
// The audit over the interface.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

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
};

std::string render_changes(std::vector<AuditEntry> const& entries, std::optional<std::int64_t> next_before);
/// `faults` in words; none: all is as it was recorded.
std::string render_chain(Revision checked_through, std::string_view hash,
                         std::vector<std::string> const& faults);

}  // namespace safetycell::contract
