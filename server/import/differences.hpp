#pragma once
// Records in words, column by column, to say what an import would make of them.

#include "domain/hours.hpp"
#include "domain/incident.hpp"
#include "domain/organization.hpp"
#include "domain/period_totals.hpp"
#include "import/directory.hpp"
#include "import/fields.hpp"
#include "store/records.hpp"

#include <string>
#include <utility>
#include <vector>

namespace safetycell::importing {

/// What each column that is not part of the key holds; empty where nothing is known. Always the same columns
/// for one kind.
using ColumnTexts = std::vector<std::pair<Field, std::string>>;

ColumnTexts columns_of(domain::Organization const& organization, Directory& directory);
ColumnTexts columns_of(domain::Site const& site, Directory& directory);
ColumnTexts columns_of(domain::HoursRecord const& hours, Directory& directory);
ColumnTexts columns_of(domain::Incident const& incident, Directory& directory);
ColumnTexts columns_of(store::StoredViolation const& stored, Directory& directory);
ColumnTexts columns_of(domain::PeriodTotals const& totals, Directory& directory);
ColumnTexts columns_of(domain::Obligation const& obligation, Directory& directory);
ColumnTexts columns_of(domain::Activity const& activity, Directory& directory);
ColumnTexts columns_of(domain::Breach const& breach, Directory& directory);
ColumnTexts columns_of(domain::Dispute const& dispute, Directory& directory);

/// By what people know the record.
std::string key_in_words(domain::Organization const& organization, Directory& directory);
std::string key_in_words(domain::Site const& site, Directory& directory);
std::string key_in_words(domain::HoursRecord const& hours, Directory& directory);
std::string key_in_words(domain::Incident const& incident, Directory& directory);
std::string key_in_words(store::StoredViolation const& stored, Directory& directory);
std::string key_in_words(domain::PeriodTotals const& totals, Directory& directory);
std::string key_in_words(domain::Obligation const& obligation, Directory& directory);
std::string key_in_words(domain::Activity const& activity, Directory& directory);
std::string key_in_words(domain::Breach const& breach, Directory& directory);
std::string key_in_words(domain::Dispute const& dispute, Directory& directory);

/// "class MTC -> LWC, lost_days nothing -> 5". Both are of one kind.
std::string differences(ColumnTexts const& before, ColumnTexts const& after);

}  // namespace safetycell::importing
