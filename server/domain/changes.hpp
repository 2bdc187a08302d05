#pragma once
// What moved between two editions, and why: "LTIFR 1.1 -> 1.3: incident 214 became LWC; hours of March
// arrived".

#include "domain/day_counts.hpp"
#include "domain/rates.hpp"

#include <string>
#include <vector>

namespace safetycell::domain {

/// A figure as an earlier edition published it, read back from its document.
struct PublishedFigure {
    std::string scope;  ///< Its name: "enterprise", "site:CODE".
    std::string id;     ///< Of the definition.
    int definition_version = 1;
    WindowKind window = WindowKind::rolling_12_months;
    Period period;
    std::int64_t numerator = 0;
    double hours = 0;
    double estimated_hours = 0;
    std::optional<double> value;
    std::optional<NoRateReason> reason;
    std::int64_t left_out_numerator = 0;
};

/// A day counter as an earlier edition published it.
struct PublishedDayCount {
    std::string scope;
    CounterClass counter_class = CounterClass::lti;
    std::optional<std::int32_t> days;
    Date last_on = Date::never();
    Date observed_from = Date::never();
    bool only_in_totals = false;
};

/// What the next edition needs to know of the one before it.
struct PublishedEdition {
    std::int64_t number = 0;
    Instant as_of;
    Revision known_through = 0;
    int gaps_version = 1;  ///< GapPolicy::version of the policy it was computed with.
    std::vector<PublishedFigure> figures;
    std::vector<PublishedDayCount> day_counts;
};

/// One recorded change of one record between two revisions: its state before (none: it is new) and after.
template <class Record>
struct Revised {
    std::optional<Record> before;
    Record after;
    Revision change = 0;  ///< The last change of it in between.
};

/// All that was recorded in (from, to]. Violations are left out: no rate depends on them, and there are many.
struct RecordedChanges {
    std::vector<Revised<Organization>> organizations;
    std::vector<Revised<HoursRecord>> hours;
    std::vector<Revised<Incident>> incidents;
    std::vector<Revised<PeriodTotals>> period_totals;
    // Ratings depend on these, no rate does.
    std::vector<Revised<Obligation>> obligations;
    std::vector<Revised<Activity>> activities;
    std::vector<Revised<Breach>> breaches;
    std::vector<Revised<Dispute>> disputes;
};

enum class CauseKind : std::uint8_t {
    incident_recorded,      ///< A record that is new since the previous edition.
    incident_reclassified,  ///< from -> to
    incident_redated,
    incident_voided,
    incident_revised,         ///< Days, decision, organization or site changed.
    incident_left_window,     ///< The window moved past it.
    incident_entered_window,  ///< It was known, and dated after the previous as-of moment.
    hours_recorded,
    hours_revised,
    totals_recorded,
    totals_revised,
    organization_changed,
    window_moved,        ///< Hours entered and left with the days.
    definition_changed,  ///< The definition, or the rule for missing hours ("gaps"), has another version.
    estimate_lapsed,     ///< A gap grew past the longest that is filled, or hours ended it.
    less_known,          ///< This edition looks at what was known earlier than the one before it did.
    // Only of what past editions would be today:
    violation_recorded,
    violation_revised,  ///< Its dates, severity, organization or site.
    violation_voided,
    dispute_upheld,  ///< What it was about counts no longer.
    input_recorded,  ///< Of a rating: an obligation, an activity or a breach.
    input_revised,   ///< Likewise; or a decision that upholds a dispute no longer.
    other_records,   ///< Of other contractors, or of a kind whose share in it is not told apart.
};
std::string_view to_string(CauseKind kind);

struct Cause {
    CauseKind kind = CauseKind::window_moved;
    std::string
        reference;  ///< The incident's reference; for hours and totals the period, "2026-03-01/2026-03-31".
    std::string organization;  ///< Code; empty where it does not apply.
    std::string from;          ///< Old class or date, where it changed.
    std::string to;
    std::int64_t count = 1;   ///< How many records it stands for.
    Revision change = 0;      ///< The change that recorded it, the last of several; 0: none, time passed.
    ViolationId violation{};  ///< Instead of the reference of a violation, which facts do not hold.

    friend bool operator==(Cause const&, Cause const&) = default;
};

/// A figure whose numerator, reason, printed value or count beside the rate differs from the previous
/// edition's.
struct FigureChange {
    std::string scope;
    std::string id;  ///< Of the definition.
    WindowKind window = WindowKind::rolling_12_months;
    std::int64_t old_numerator = 0;
    std::int64_t new_numerator = 0;
    std::optional<double> old_value;
    std::optional<double> new_value;
    std::int64_t old_left_out = 0;  ///< Figure::left_out_numerator: counted beside the rate, hours missing.
    std::int64_t new_left_out = 0;
    std::vector<Cause> causes;  ///< Most telling first, at most `most_causes`.
    std::int64_t more_causes = 0;

    friend bool operator==(FigureChange const&, FigureChange const&) = default;
};

inline constexpr std::size_t most_causes = 12;

/// A day counter that did more than count on: a newer event reset it, or its last event was voided, redated or
/// taken out of the class.
struct CounterChange {
    std::string scope;
    CounterClass counter_class = CounterClass::lti;
    std::optional<std::int32_t> old_days;
    std::optional<std::int32_t> new_days;
    Date last_on = Date::never();  ///< Of the last event now; never: none has a date.

    friend bool operator==(CounterChange const&, CounterChange const&) = default;
};

/// Digits after the point at which two values of a rate are told apart, and walls print at most.
inline constexpr int printed_decimals = 2;

/// Tells `after` (the rates of the facts at `as_of`) against the edition before it. Figures that exist on one
/// side only are not changes: a new contractor appears, it does not change.
std::vector<FigureChange> find_changes(PublishedEdition const& before, Rates const& after, Facts const& facts,
                                       Policy const& policy, AsOf const& as_of,
                                       RecordedChanges const& recorded);

/// The counters of scopes that both editions have.
std::vector<CounterChange> find_counter_changes(PublishedEdition const& before,
                                                std::vector<DayCount> const& after, Facts const& facts);

}  // namespace safetycell::domain
