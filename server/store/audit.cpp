#include "store/audit.hpp"

#include "store/columns.hpp"
#include "store/touched_records.hpp"

#include <array>

namespace safetycell::store {
namespace {

/// What a change touched beside records, by id, likewise.
struct OtherKind {
    std::string_view kind;
    std::string_view ids;
};
constexpr std::array other_kinds{
    OtherKind{"sign_ins", "SELECT account AS id FROM account_event WHERE change = ?1"},
    OtherKind{"personal_detail", "SELECT incident AS id FROM personal_detail_event WHERE change = ?1"},
    OtherKind{"policy", "SELECT 0 AS id FROM policy_revision WHERE change = ?1"},
    OtherKind{"enterprise", "SELECT 0 AS id FROM enterprise_revision WHERE change = ?1"},
};

/// By what a record is known.
struct NamedKind {
    std::string_view kind;
    std::string_view table;
    std::string_view name;
};
constexpr std::array named_kinds{
    NamedKind{"organizations", "organization", "code"},
    NamedKind{"sites", "site", "code"},
    NamedKind{"incidents", "incident", "reference"},
    NamedKind{"violations", "violation", "reference"},
    NamedKind{"obligations", "obligation", "reference"},
    NamedKind{"activities", "activity", "reference"},
    NamedKind{"breaches", "breach", "reference"},
    NamedKind{"disputes", "dispute", "reference"},
    NamedKind{"accounts", "account", "login"},
    NamedKind{"sign_ins", "account", "login"},
    NamedKind{"personal_detail", "incident", "reference"},
};

std::string_view ids_of_kind(std::string_view kind) {
    for (OtherKind const& other : other_kinds)
        if (other.kind == kind) return other.ids;
    return ids_touched_of(kind);
}

/// " AND EXISTS (…)": names of ours, no text of anybody's.
std::string condition_of_kind(std::string_view kind) {
    if (kind.empty()) return {};
    std::string ids{ids_of_kind(kind)};
    for (std::size_t at = ids.find("?1"); at != std::string::npos; at = ids.find("?1"))
        ids.replace(at, 2, "c.number");
    return fmt::format(" AND EXISTS (SELECT 1 FROM ({}) t WHERE ?3 = 0 OR t.id = ?3)", ids);
}

bool has_row(ReadTx const& tx, std::string_view table, Revision change) {
    return tx.connection()
        .prepare(fmt::format("SELECT 1 FROM {} WHERE change = ?1 LIMIT 1", table))
        .bind(0, change)
        .step();
}

}  // namespace

bool is_kind_of_changes(std::string_view kind) {
    return kind.empty() || !ids_of_kind(kind).empty();
}

std::optional<std::int32_t> find_record_named(ReadTx const& tx, std::string_view kind, std::string_view name) {
    for (NamedKind const& named : named_kinds) {
        if (named.kind != kind) continue;
        Statement statement =
            tx.connection().prepare(fmt::format("SELECT id FROM {} WHERE {} = ?1", named.table, named.name));
        if (!statement.bind(0, name).step()) return std::nullopt;
        return static_cast<std::int32_t>(statement.integer(0));
    }
    return std::nullopt;
}

void for_each_change(ReadTx const& tx, ChangeFilter const& filter, std::function<bool(Change)> const& take) {
    Statement statement = tx.connection().prepare(
        fmt::format("SELECT c.number, c.recorded_at, c.who, c.why, c.source, c.sha256 FROM change c "
                    "WHERE c.number < ?1 AND (?2 = '' OR c.who = ?2) AND c.recorded_at >= ?4 "
                    "AND c.recorded_at < ?5{} AND ?3 >= 0 ORDER BY c.number DESC",
                    condition_of_kind(filter.kind)));
    auto const seconds_or = [](std::optional<Instant> instant, std::int64_t otherwise) {
        return instant ? seconds_of(*instant) : otherwise;
    };
    statement.bind(0, filter.before)
        .bind(1, std::string_view{filter.who})
        .bind(2, filter.record)
        .bind(3, seconds_or(filter.from, std::numeric_limits<std::int64_t>::min()))
        .bind(4, seconds_or(filter.until, std::numeric_limits<std::int64_t>::max()));
    while (statement.step()) {
        if (filter.why && !filter.why(statement.text(3))) continue;
        Change change;
        change.number = statement.integer(0);
        change.recorded_at = instant_at(statement, 1);
        change.author = {std::string{statement.text(2)}, std::string{statement.text(3)},
                         std::string{statement.text(4)}};
        change.hash = statement.text(5);
        if (!take(std::move(change))) return;
    }
}

std::vector<Change> load_changes(ReadTx const& tx, ChangeFilter const& filter, std::size_t limit) {
    std::vector<Change> changes;
    for_each_change(tx, filter, [&](Change change) {
        changes.push_back(std::move(change));
        return changes.size() < limit;
    });
    return changes;
}

std::optional<LoggedEvent> find_account_event(ReadTx const& tx, Revision change) {
    Statement statement =
        tx.connection().prepare("SELECT account, event, detail FROM account_event WHERE change = ?1");
    if (!statement.bind(0, change).step()) return std::nullopt;
    return LoggedEvent{id_at<AccountId>(statement, 0), std::string{statement.text(1)},
                       std::string{statement.text(2)}};
}

bool wrote_policy(ReadTx const& tx, Revision change) {
    return has_row(tx, "policy_revision", change);
}

bool wrote_enterprise(ReadTx const& tx, Revision change) {
    return has_row(tx, "enterprise_revision", change);
}

std::optional<domain::Enterprise> enterprise_known_at(ReadTx const& tx, Revision revision) {
    Statement statement = tx.connection().prepare(
        "SELECT name, time_zone, demo FROM enterprise_revision WHERE change <= ?1 ORDER BY change DESC LIMIT "
        "1");
    if (!statement.bind(0, revision).step()) return std::nullopt;
    auto const zone = TimeZone::find(statement.text(1));
    return domain::Enterprise{std::string{statement.text(0)}, zone.value_or(TimeZone{}),
                              statement.integer(2) != 0};
}

}  // namespace safetycell::store
