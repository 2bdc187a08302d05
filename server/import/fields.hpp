#pragma once
// The columns of each kind of record: their names, the headers people write for them in English and Russian,
// and what their cells hold. docs/import.md lists them for people.

#include "domain/incident.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// The kinds of records a file may hold.
enum class Kind {
    organizations,
    sites,
    hours,
    incidents,
    violations,
    period_totals,
    obligations,
    activities,
    breaches,
    disputes,
};
inline constexpr std::size_t kind_count = 10;
std::string_view to_string(Kind kind);
std::optional<Kind> kind_from(std::string_view text);
/// "organizations, sites, … or disputes": all of them, to tell a person.
std::string kinds_in_words();

/// A column of some kind. The counts of period totals stand in the order of the classes of injury.
enum class Field : std::uint8_t {
    code,
    name,
    kind,
    counts_from,
    mobilized_on,
    demobilized_on,
    time_zone,
    organization,
    site,
    first,
    last,
    period,
    month,
    quarter,
    year,
    hours,
    headcount,
    estimated,
    reference,
    event,
    date,
    time,
    reported_on,
    incident_class,
    provisional,
    lost_days,
    restricted_days,
    returned_on,
    description,
    requirement,
    severity,
    found_on,
    assigned_on,
    due_on,
    extended_due_on,
    extension_granted_on,
    fixed_on,
    verified_on,
    cancelled_on,
    location,
    self_found,
    weight,
    done_on,
    owner,
    confirmed_by,
    started_by,
    established_on,
    resolved_on,
    disputed,
    record,
    submitted_on,
    evidence,
    decided_on,
    upheld,
    decided_by,
    reason,
    count_fat,
    count_ptd,
    count_lwc,
    count_rwc,
    count_mtc,
    count_fac,
    count_micro,
    count_near_miss,
    count_hazard,
    voided,
};
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::voided) + 1;

Field count_field(domain::IncidentClass incident_class);

/// What the cells of a column hold: whether their numbers or dates take part in detection.
enum class Content : std::uint8_t { text, number, whole_number, day };

struct Column {
    Field field;
    std::string_view name;  ///< In profiles, and the first header that is recognized.
    Content content;
    std::vector<std::string_view> headers;  ///< Others that are recognized, folded.
};

Column const& column_of(Field field);
/// The columns a kind may have, in the order in which people are told of them.
std::span<Field const> fields_of(Kind of);
/// Columns without which a file of that kind says nothing.
std::span<Field const> required_fields_of(Kind of);
/// Columns of which such a file needs at least one, to say which period its rows are about; none for other
/// kinds.
std::span<Field const> period_fields_of(Kind of);
/// A column of that kind by its name in profiles.
std::optional<Field> field_named(Kind kind, std::string_view name);
/// A column of that kind by a header of a file.
std::optional<Field> field_with_header(Kind kind, std::string_view header);

}  // namespace safetycell::importing
