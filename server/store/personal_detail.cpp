#include "store/personal_detail.hpp"

#include "base/sealing.hpp"
#include "store/columns.hpp"

#include <array>
#include <map>

namespace safetycell::store {
namespace {

/// The texts hold no U+0000, so it parts them.
constexpr char separator = '\0';

std::string bound_to(IncidentId incident) {
    return fmt::format("personal detail of incident {}", incident.value);
}

std::optional<std::string> find_key(ReadTx const& tx, IncidentId incident) {
    Statement statement = tx.connection().prepare("SELECT key FROM personal_key WHERE incident = ?1");
    if (!statement.bind(0, incident.value).step()) return std::nullopt;
    return std::string{statement.blob(0)};
}

std::map<IncidentId, std::string> load_keys(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT incident, key FROM personal_key");
    std::map<IncidentId, std::string> keys;
    while (statement.step())
        keys.emplace(id_at<IncidentId>(statement, 0), statement.blob(1));
    return keys;
}

void insert_key(WriteTx& tx, IncidentId incident, std::string_view key) {
    tx.connection()
        .prepare("INSERT INTO personal_key (incident, key) VALUES (?, ?)")
        .bind(0, incident.value)
        .bind_blob(1, key)
        .run();
}

std::string key_for(WriteTx& tx, IncidentId incident) {
    if (auto known = find_key(tx, incident)) return *std::move(known);
    std::string key = new_sealing_key();
    insert_key(tx, incident, key);
    return key;
}

void insert_event(WriteTx& tx, IncidentId incident, std::string_view event, std::string_view sealed = {}) {
    tx.connection()
        .prepare("INSERT INTO personal_detail_event (change, incident, event, sealed) VALUES (?, ?, ?, ?)")
        .bind(0, tx.change())
        .bind(1, incident.value)
        .bind(2, event)
        .bind_blob(3, sealed)
        .run();
}

}  // namespace

std::string_view to_string(PersonalDetailState state) {
    static constexpr std::array<std::string_view, 3> names{"none", "kept", "erased"};
    return names.at(static_cast<std::size_t>(state));
}

PersonalDetailStatus personal_detail_status(ReadTx const& tx, IncidentId incident) {
    Statement statement = tx.connection().prepare(
        "SELECT change, event FROM personal_detail_event WHERE incident = ?1 AND event <> 'read' "
        "ORDER BY change DESC LIMIT 1");
    if (!statement.bind(0, incident.value).step()) return {};
    bool const is_erased = statement.text(1) == "erased";
    return {is_erased ? PersonalDetailState::erased : PersonalDetailState::kept, statement.integer(0)};
}

void put_personal_detail(WriteTx& tx, IncidentId incident, PersonalDetail const& detail) {
    insert_event(tx, incident, "recorded",
                 seal(detail.injured_person + separator + detail.medical_detail, key_for(tx, incident),
                      bound_to(incident)));
}

std::optional<PersonalDetail> read_personal_detail(WriteTx& tx, IncidentId incident) {
    auto const key = find_key(tx, incident);
    Statement statement = tx.connection().prepare(
        "SELECT sealed FROM personal_detail_event WHERE incident = ?1 AND event = 'recorded' "
        "ORDER BY change DESC LIMIT 1");
    if (!key || !statement.bind(0, incident.value).step()) return std::nullopt;
    auto const text = unseal(statement.blob(0), *key, bound_to(incident));
    if (!text) {
        // No fault of the disk: what else is written is not in danger.
        throw std::runtime_error(
            fmt::format("The personal detail of the incident {} does not open with its key.", incident.value));
    }
    auto const middle = text->find(separator);
    insert_event(tx, incident, "read");
    return PersonalDetail{text->substr(0, middle), text->substr(middle + 1)};
}

std::int64_t erase_personal_detail(WriteTx& tx, std::span<IncidentId const> incidents) {
    std::map<IncidentId, std::string> keys = load_keys(tx);
    std::int64_t erased = 0;
    for (IncidentId const incident : incidents) {
        if (keys.erase(incident) == 0) continue;
        insert_event(tx, incident, "erased");
        ++erased;
    }
    if (erased == 0) return 0;
    // A page that was split may still hold copies of keys that moved to another one; SQLite overwrites for
    // certain only pages that are given up whole. So all keys leave, and those that stay are written anew.
    tx.connection().execute("DELETE FROM personal_key");
    for (auto const& [incident, key] : keys)
        insert_key(tx, incident, key);
    tx.wipe_log_after_commit();
    return erased;
}

std::vector<IncidentId> incidents_with_personal_detail(ReadTx const& tx, Date day, int limit) {
    Statement statement = tx.connection().prepare(
        "SELECT k.incident FROM personal_key k JOIN incident_now i ON i.id = k.incident "
        "WHERE i.occurred_on <= ?1 ORDER BY k.incident LIMIT ?2");
    bind_date(statement, 0, day);
    statement.bind(1, limit);
    std::vector<IncidentId> incidents;
    while (statement.step())
        incidents.push_back(id_at<IncidentId>(statement, 0));
    return incidents;
}

PersonalDetailEvents find_personal_detail_events(ReadTx const& tx, Revision change, int limit) {
    Statement statement = tx.connection().prepare(
        "SELECT event, incident FROM personal_detail_event WHERE change = ?1 ORDER BY incident LIMIT ?2");
    statement.bind(0, change).bind(1, limit);
    PersonalDetailEvents events;
    while (statement.step()) {
        events.event = statement.text(0);
        events.incidents.push_back(id_at<IncidentId>(statement, 1));
    }
    return events;
}

}  // namespace safetycell::store
