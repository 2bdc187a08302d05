#include "contract/audit.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

using Json = nlohmann::ordered_json;

std::string render_changes(std::vector<AuditEntry> const& entries, std::optional<std::int64_t> next_before) {
    Json changes = Json::array();
    for (AuditEntry const& entry : entries) {
        Json records = Json::array();
        for (TouchedRecord const& record : entry.records)
            records.push_back({{"kind", record.kind}, {"id", record.id}});
        changes.push_back({{"number", entry.number},
                           {"recorded_at", to_string(entry.recorded_at)},
                           {"who", entry.who},
                           {"why", entry.why},
                           {"source", entry.source},
                           {"sha256", entry.hash},
                           {"records", std::move(records)},
                           {"more_records", entry.more_records}});
    }
    return Json{{"changes", std::move(changes)},
                {"next_before", next_before ? Json(*next_before) : Json(nullptr)}}
        .dump();
}

std::string render_chain(Revision checked_through, std::string_view hash,
                         std::vector<std::string> const& faults) {
    return Json{{"checked_through", checked_through}, {"sha256", hash}, {"faults", faults}}.dump();
}

}  // namespace safetycell::contract
