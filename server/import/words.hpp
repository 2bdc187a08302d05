#pragma once
// Words as people write them in tables, in English and Russian, whatever their case, spaces and punctuation.

#include "domain/activities.hpp"
#include "domain/breaches.hpp"
#include "domain/disputes.hpp"
#include "domain/incident.hpp"
#include "domain/obligations.hpp"
#include "domain/organization.hpp"
#include "domain/violations.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// Small letters (Latin and Cyrillic, ё as е); spaces, underscores and ASCII punctuation become single spaces.
std::string folded(std::string_view text);
/// Without spaces of any kind (no-break and narrow ones too) at both ends.
std::string_view trimmed(std::string_view text);

std::optional<bool> yes_no_from_words(std::string_view text);
std::optional<domain::OrganizationKind> organization_kind_from_words(std::string_view text);
std::optional<domain::CountsFrom> counts_from_from_words(std::string_view text);
std::optional<domain::Severity> severity_from_words(std::string_view text);
std::optional<domain::IncidentClass> incident_class_from_words(std::string_view text);
std::optional<domain::ObligationKind> obligation_kind_from_words(std::string_view text);
std::optional<domain::ActivityKind> activity_kind_from_words(std::string_view text);
std::optional<domain::StartedBy> started_by_from_words(std::string_view text);
std::optional<domain::BreachKind> breach_kind_from_words(std::string_view text);
std::optional<domain::Disputed> disputed_from_words(std::string_view text);
/// 1 to 12, by full name (in Russian also in the genitive) or by its first three letters.
std::optional<unsigned> month_from_words(std::string_view text);
/// "never", "none", "без срока", "бессрочно", "нет": that there is no due date.
bool means_no_due_date(std::string_view text);

/// How many letters must be changed, added or dropped to make one text of the other, case aside.
std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace safetycell::importing
