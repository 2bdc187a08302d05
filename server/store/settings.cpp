#include "store/settings.hpp"

#include "store/columns.hpp"

#include <fmt/ranges.h>

#include <stdexcept>

namespace safetycell::store {
namespace {

constexpr std::string_view select_newest =
    "SELECT language, slots, change FROM settings_revision ORDER BY change DESC LIMIT 1";

std::string text_of(std::vector<TimeOfDay> const& slots) {
    std::string text;
    for (TimeOfDay const slot : slots)
        text += (text.empty() ? "" : " ") + to_string(slot);
    return text;
}

/// "06:00 18:00"; empty where the column is null.
std::vector<TimeOfDay> slots_at(Row const& row, int column) {
    std::vector<TimeOfDay> slots;
    if (row.is_null(column)) return slots;
    std::string_view rest = row.text(column);
    while (!rest.empty()) {
        auto const end = std::min(rest.find(' '), rest.size());
        auto const slot = parse_time_of_day(rest.substr(0, end));
        if (!slot) throw StoreFault("The times of publication are damaged; restore a backup of the database.");
        slots.push_back(*slot);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return slots;
}

EnterpriseSettings read_settings(Row const& row) {
    return {std::string{row.text(0)}, slots_at(row, 1)};
}

void bind_text(Statement& statement, int parameter, std::string const& text) {
    text.empty() ? statement.bind_null(parameter) : statement.bind(parameter, std::string_view{text});
}

}  // namespace

Written put_settings(WriteTx& tx, EnterpriseSettings const& settings) {
    Revision const change = tx.change();
    Statement newest = tx.connection().prepare(select_newest);
    bool const is_known = newest.step();
    if ((is_known ? read_settings(newest) : EnterpriseSettings{}) == settings) return Written::unchanged;
    if (is_known && newest.integer(2) == change) {
        throw std::logic_error(
            fmt::format("The settings are put twice with different values in change {}.", change));
    }
    Statement insert =
        tx.connection().prepare("INSERT INTO settings_revision (change, language, slots) VALUES (?, ?, ?)");
    insert.bind(0, change);
    bind_text(insert, 1, settings.language);
    bind_text(insert, 2, text_of(settings.slots));
    insert.run();
    return is_known ? Written::revised : Written::created;
}

EnterpriseSettings find_settings(ReadTx const& tx) {
    Statement newest = tx.connection().prepare(select_newest);
    return newest.step() ? read_settings(newest) : EnterpriseSettings{};
}

Revision newest_settings_change(ReadTx const& tx) {
    Statement statement = tx.connection().prepare(
        "SELECT max(coalesce((SELECT max(change) FROM enterprise_revision), 0), "
        "coalesce((SELECT max(change) FROM settings_revision), 0))");
    statement.step();
    return statement.integer(0);
}

std::vector<domain::ScheduleChange> load_schedules(ReadTx const& tx,
                                                   std::vector<TimeOfDay> const& initial_slots) {
    Statement statement = tx.connection().prepare(
        "SELECT c.recorded_at, "
        "(SELECT time_zone FROM enterprise_revision WHERE change <= c.number ORDER BY change DESC LIMIT 1), "
        "(SELECT slots FROM settings_revision WHERE change <= c.number ORDER BY change DESC LIMIT 1) "
        "FROM change c WHERE c.number IN "
        "(SELECT change FROM enterprise_revision UNION SELECT change FROM settings_revision) "
        "ORDER BY c.number");
    std::vector<domain::ScheduleChange> history;
    while (statement.step()) {
        if (statement.is_null(1)) continue;
        auto slots = slots_at(statement, 2);
        history.push_back({instant_at(statement, 0),
                           {time_zone_at(statement, 1), slots.empty() ? initial_slots : std::move(slots)}});
    }
    return history;
}

}  // namespace safetycell::store
