#pragma once
// Recording. Nothing is updated or deleted: to put a record whose key is known with other values writes a new
// revision of it, to put it unchanged writes nothing. Each function belongs to the open change of its WriteTx.
// The key of each family is in its comment. Preconditions (known organizations and sites, periods that do not
// overlap, lengths) are the caller's to check first, with the find_ functions and the limits below; the schema
// refuses what slips through, as a StoreFault. One change puts a record once: to put it again with other values
// is a std::logic_error.

#include "domain/facts.hpp"
#include "store/transaction.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// The schema's limits, in characters. Codes, references and names are never empty; codes and references
/// neither begin nor end with a space.
inline constexpr std::size_t longest_code = 100;
inline constexpr std::size_t longest_reference = 100;
inline constexpr std::size_t longest_name = 300;
inline constexpr std::size_t longest_text = 20'000;

enum class Written { created, revised, unchanged };

template <class Record>
struct Put {
    Record record;  ///< As stored now, with its id.
    Written written = Written::unchanged;
};

/// The texts of a violation, which figures never look at.
struct ViolationTexts {
    std::string reference;  ///< Unique; the number people know it by.
    std::string requirement;
    std::string description;
    std::string location;

    friend bool operator==(ViolationTexts const&, ViolationTexts const&) = default;
};

/// There is one enterprise.
Written put_enterprise(WriteTx& tx, domain::Enterprise const& enterprise);
std::optional<domain::Enterprise> find_enterprise(ReadTx const& tx);

/// Key: code. The id of the argument is ignored, here and below.
Put<domain::Organization> put_organization(WriteTx& tx, domain::Organization organization);
std::optional<domain::Organization> find_organization(ReadTx const& tx, std::string_view code);
/// The code never changes. The organization exists.
std::string organization_code(ReadTx const& tx, OrganizationId id);

/// Key: code.
Put<domain::Site> put_site(WriteTx& tx, domain::Site site);
std::optional<domain::Site> find_site(ReadTx const& tx, std::string_view code);
std::string site_code(ReadTx const& tx, SiteId id);

/// Key: organization, site and period.
Put<domain::HoursRecord> put_hours(WriteTx& tx, domain::HoursRecord hours);
/// The record with the key of this one.
std::optional<domain::HoursRecord> find_hours(ReadTx const& tx, domain::HoursRecord const& key);
/// All hours of an organization, voided ones too, by first day.
std::vector<domain::HoursRecord> load_hours_of(ReadTx const& tx, OrganizationId organization);

/// Key: reference.
Put<domain::Incident> put_incident(WriteTx& tx, domain::Incident incident);
std::optional<domain::Incident> find_incident(ReadTx const& tx, std::string_view reference);

/// Key: texts.reference. `violation.requirement` is set from texts.requirement by the store.
Put<domain::Violation> put_violation(WriteTx& tx, domain::Violation violation, ViolationTexts const& texts);
struct StoredViolation {
    domain::Violation violation;
    ViolationTexts texts;

    friend bool operator==(StoredViolation const&, StoredViolation const&) = default;
};
std::optional<StoredViolation> find_violation(ReadTx const& tx, std::string_view reference);
/// How people call these violations; a reference never changes.
std::map<ViolationId, std::string> find_violation_references(ReadTx const& tx,
                                                             std::set<ViolationId> const& ids);

/// Key: reference.
Put<domain::Obligation> put_obligation(WriteTx& tx, domain::Obligation obligation);
std::optional<domain::Obligation> find_obligation(ReadTx const& tx, std::string_view reference);

/// Key: reference.
Put<domain::Activity> put_activity(WriteTx& tx, domain::Activity activity);
std::optional<domain::Activity> find_activity(ReadTx const& tx, std::string_view reference);

/// Key: reference.
Put<domain::Breach> put_breach(WriteTx& tx, domain::Breach breach);
std::optional<domain::Breach> find_breach(ReadTx const& tx, std::string_view reference);

/// Key: reference.
Put<domain::Dispute> put_dispute(WriteTx& tx, domain::Dispute dispute);
std::optional<domain::Dispute> find_dispute(ReadTx const& tx, std::string_view reference);

/// Key: organization, site and period.
Put<domain::PeriodTotals> put_period_totals(WriteTx& tx, domain::PeriodTotals totals);
/// The record with the key of this one.
std::optional<domain::PeriodTotals> find_period_totals(ReadTx const& tx, domain::PeriodTotals const& key);
/// All period totals of an organization, voided ones too, by first day.
std::vector<domain::PeriodTotals> load_period_totals_of(ReadTx const& tx, OrganizationId organization);

}  // namespace safetycell::store
