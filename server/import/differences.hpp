#pragma once
// Records in words, column by column, to say what an import would make of them.

#include "domain/hours.hpp"
#include "domain/incident.hpp"
#include "domain/organization.hpp"
#include "domain/period_totals.hpp"
#include "import/codes.hpp"
#include "import/fields.hpp"
#include "store/records.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace safetycell::importing {

/// What each column that is not part of the key holds; empty where nothing is known. Always the same columns
/// for one kind.
using ColumnTexts = std::vector<std::pair<Field, std::string>>;

ColumnTexts columns_of(domain::Organization const& organization, Codes& codes);
ColumnTexts columns_of(domain::Site const& site, Codes& codes);
ColumnTexts columns_of(domain::HoursRecord const& hours, Codes& codes);
ColumnTexts columns_of(domain::Incident const& incident, Codes& codes);
ColumnTexts columns_of(store::StoredViolation const& stored, Codes& codes);
ColumnTexts columns_of(domain::PeriodTotals const& totals, Codes& codes);
ColumnTexts columns_of(domain::Obligation const& obligation, Codes& codes);
ColumnTexts columns_of(domain::Activity const& activity, Codes& codes);
ColumnTexts columns_of(domain::Breach const& breach, Codes& codes);
ColumnTexts columns_of(domain::Dispute const& dispute, Codes& codes);

/// What the columns of the key hold. Always the same columns for one kind.
ColumnTexts key_columns_of(domain::Organization const& organization, Codes& codes);
ColumnTexts key_columns_of(domain::Site const& site, Codes& codes);
ColumnTexts key_columns_of(domain::HoursRecord const& hours, Codes& codes);
ColumnTexts key_columns_of(domain::Incident const& incident, Codes& codes);
ColumnTexts key_columns_of(store::StoredViolation const& stored, Codes& codes);
ColumnTexts key_columns_of(domain::PeriodTotals const& totals, Codes& codes);
ColumnTexts key_columns_of(domain::Obligation const& obligation, Codes& codes);
ColumnTexts key_columns_of(domain::Activity const& activity, Codes& codes);
ColumnTexts key_columns_of(domain::Breach const& breach, Codes& codes);
ColumnTexts key_columns_of(domain::Dispute const& dispute, Codes& codes);

/// The columns of its key, then the others, as far as a file of the kind has them: organizations and sites are
/// never voided there. Always the same columns for one kind.
template <class Record>
ColumnTexts all_columns_of(Kind kind, Record const& record, Codes& codes) {
    ColumnTexts columns = key_columns_of(record, codes);
    for (auto& column : columns_of(record, codes))
        columns.push_back(std::move(column));
    auto const fields = fields_of(kind);
    std::erase_if(columns, [&](auto const& column) {
        return std::find(fields.begin(), fields.end(), column.first) == fields.end();
    });
    return columns;
}

/// By what people know the record.
std::string key_in_words(domain::Organization const& organization, Codes& codes);
std::string key_in_words(domain::Site const& site, Codes& codes);
std::string key_in_words(domain::HoursRecord const& hours, Codes& codes);
std::string key_in_words(domain::Incident const& incident, Codes& codes);
std::string key_in_words(store::StoredViolation const& stored, Codes& codes);
std::string key_in_words(domain::PeriodTotals const& totals, Codes& codes);
std::string key_in_words(domain::Obligation const& obligation, Codes& codes);
std::string key_in_words(domain::Activity const& activity, Codes& codes);
std::string key_in_words(domain::Breach const& breach, Codes& codes);
std::string key_in_words(domain::Dispute const& dispute, Codes& codes);

/// "class MTC -> LWC, lost_days nothing -> 5". Both are of one kind.
std::string differences(ColumnTexts const& before, ColumnTexts const& after);

}  // namespace safetycell::importing
