#include "contract/audit.hpp"

#include "contract/record_field.hpp"

namespace safetycell::contract {
namespace {

Json json_of(AuditEntry const& entry) {
    Json records = Json::array();
    for (TouchedRecord const& record : entry.records)
        records.push_back({{"kind", record.kind}, {"id", record.id}});
    return {{"number", entry.number},
            {"recorded_at", to_string(entry.recorded_at)},
            {"who", entry.who},
            {"why", entry.why},
            {"source", entry.source},
            {"sha256", entry.hash},
            {"records", std::move(records)},
            {"more_records", entry.more_records},
            {"event", entry.event.empty() ? Json(nullptr) : Json(entry.event)},
            {"personal_detail_of", entry.personal_detail_of}};
}

Json json_of(ChangedRecord const& record) {
    Json fields = Json::array();
    for (ChangedField const& field : record.fields) {
        Json entry{{"name", field.name}};
        auto const value = [&](std::string const& text) {
            return record.withheld ? Json(nullptr)
                                   : contract::json_of(RecordField{field.name, field.type, text});
        };
        entry["before"] = value(field.before);
        entry["after"] = value(field.after);
        fields.push_back(std::move(entry));
    }
    return {{"kind", record.kind},         {"id", record.id},
            {"name", record.name},         {"is_new", record.is_new},
            {"withheld", record.withheld}, {"fields", std::move(fields)}};
}

}  // namespace

std::string render_changes(std::vector<AuditEntry> const& entries, std::optional<std::int64_t> next_before) {
    Json changes = Json::array();
    for (AuditEntry const& entry : entries)
        changes.push_back(json_of(entry));
    return Json{{"changes", std::move(changes)},
                {"next_before", next_before ? Json(*next_before) : Json(nullptr)}}
        .dump();
}

std::string render_change(AuditEntry const& entry, std::vector<ChangedRecord> const& records,
                          std::optional<ChangedAccount> const& account) {
    Json list = Json::array();
    for (ChangedRecord const& record : records)
        list.push_back(json_of(record));
    Json object = json_of(entry);
    object["changed"] = std::move(list);
    object["account"] =
        account ? Json{{"login", account->login}, {"event", account->event}, {"detail", account->detail}}
                : Json(nullptr);
    return object.dump();
}

std::string render_chain(Revision checked_through, std::string_view hash,
                         std::vector<ChainFault> const& faults) {
    Json list = Json::array();
    for (ChainFault const& fault : faults) {
        list.push_back({{"what", fault.what},
                        {"change", fault.change > 0 ? Json(fault.change) : Json(nullptr)},
                        {"message", fault.message}});
    }
    return Json{{"checked_through", checked_through}, {"sha256", hash}, {"faults", std::move(list)}}.dump();
}

}  // namespace safetycell::contract
