#include "domain/violations.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

/// What is verified was fixed by then, whether or not a source says when.
Date fixed_by(Violation const& violation) {
    return std::min(violation.fixed_on, violation.verified_on);
}

/// Days from `from` to `to`, 0 where a source has them the wrong way round.
std::int32_t age(Date from, Date to) {
    return std::max(days_between(from, to), 0);
}

std::size_t ageing_bucket(std::int32_t days_overdue) {
    std::size_t bucket = ageing_bucket_count - 1;
    while (bucket > 0 && days_overdue < ageing_bucket_first_days[bucket])
        --bucket;
    return bucket;
}

template <std::size_t count>
void add_each(std::array<std::int64_t, count>& sums, std::array<std::int64_t, count> const& others) {
    for (std::size_t i = 0; i < count; ++i)
        sums[i] += others[i];
}

template <class Word, std::size_t count>
std::optional<Word> word_from(std::string_view text) {
    for (std::size_t i = 0; i < count; ++i) {
        if (text == to_string(static_cast<Word>(i))) return static_cast<Word>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::critical: return "critical";
        case Severity::high: return "high";
        case Severity::medium: return "medium";
        case Severity::low: return "low";
    }
    return "low";
}

std::optional<Severity> severity_from(std::string_view text) {
    // Read for each of millions of violations: the four words differ in their lengths.
    Severity severity = Severity::low;
    switch (text.size()) {
        case 8: severity = Severity::critical; break;
        case 4: severity = Severity::high; break;
        case 6: severity = Severity::medium; break;
        default: break;
    }
    return text == to_string(severity) ? std::optional{severity} : std::nullopt;
}

std::string_view to_string(OnTimeDefinition definition) {
    switch (definition) {
        case OnTimeDefinition::fixed_by_original_due: return "fixed_by_original_due";
        case OnTimeDefinition::fixed_by_extended_due: return "fixed_by_extended_due";
        case OnTimeDefinition::verified_by_original_due: return "verified_by_original_due";
        case OnTimeDefinition::verified_by_extended_due: return "verified_by_extended_due";
        case OnTimeDefinition::closed_only_verified_by_original_due:
            return "closed_only_verified_by_original_due";
    }
    return "fixed_by_extended_due";
}

std::optional<OnTimeDefinition> on_time_definition_from(std::string_view text) {
    return word_from<OnTimeDefinition, on_time_definition_count>(text);
}

Date due_by_severity(Severity severity, Date found_on, DuePolicy const& policy) {
    return found_on + policy.days[static_cast<std::size_t>(severity)];
}

ViolationStatus status_on(Violation const& violation, Date local_date) {
    if (violation.voided || violation.found_on > local_date) return ViolationStatus::not_found_yet;
    if (violation.cancelled_on <= local_date) return ViolationStatus::cancelled;
    if (violation.verified_on <= local_date) return ViolationStatus::closed;
    if (violation.fixed_on <= local_date) return ViolationStatus::awaiting_verification;
    return ViolationStatus::open;
}

Date due_date_on(Violation const& violation, Date local_date) {
    bool const granted =
        violation.extension_granted_on.is_never() || violation.extension_granted_on <= local_date;
    return granted && !violation.extended_due_on.is_never() ? violation.extended_due_on : violation.due_on;
}

bool is_overdue_on(Violation const& violation, Date local_date) {
    return status_on(violation, local_date) == ViolationStatus::open &&
           due_date_on(violation, local_date) < local_date;
}

void ViolationTally::add(Violation const& violation, Date local_date) {
    ViolationStatus const status = status_on(violation, local_date);
    if (status == ViolationStatus::not_found_yet) return;
    if (status == ViolationStatus::cancelled) {
        ++figures_.cancelled;
        return;
    }
    ++figures_.found;
    Date const due_in_force = due_date_on(violation, local_date);
    if (status == ViolationStatus::open) {
        auto const severity = static_cast<std::size_t>(violation.severity);
        ++figures_.open;
        ++figures_.open_by_severity[severity];
        if (due_in_force < local_date) {
            ++figures_.overdue;
            ++figures_.overdue_by_age[severity][ageing_bucket(days_between(due_in_force, local_date))];
        }
    } else if (status == ViolationStatus::awaiting_verification) {
        ++figures_.awaiting_verification;
        figures_.oldest_awaiting_days =
            std::max(figures_.oldest_awaiting_days, age(violation.fixed_on, local_date));
    } else {
        ++figures_.closed;
    }

    bool const closed = status == ViolationStatus::closed;
    std::int32_t const days = age(violation.found_on, closed ? violation.verified_on : local_date);
    auto const at = static_cast<std::size_t>(days);
    if (at >= ages_.size()) ages_.resize(at + 1);
    if (closed) {
        ++ages_[at].closed;
        days_to_close_sum_ += days;
    } else {
        ++ages_[at].censored;
    }
    add_on_time(violation, due_in_force, local_date, closed);
}

void ViolationTally::add(ViolationTally const& other) {
    ViolationFigures const& others = other.figures_;
    figures_.found += others.found;
    figures_.open += others.open;
    figures_.overdue += others.overdue;
    figures_.awaiting_verification += others.awaiting_verification;
    figures_.closed += others.closed;
    figures_.cancelled += others.cancelled;
    add_each(figures_.open_by_severity, others.open_by_severity);
    for (std::size_t severity = 0; severity < severity_count; ++severity)
        add_each(figures_.overdue_by_age[severity], others.overdue_by_age[severity]);
    figures_.oldest_awaiting_days = std::max(figures_.oldest_awaiting_days, others.oldest_awaiting_days);
    add_each(figures_.due_by_definition, others.due_by_definition);
    add_each(figures_.on_time_by_definition, others.on_time_by_definition);
    days_to_close_sum_ += other.days_to_close_sum_;
    if (other.ages_.size() > ages_.size()) ages_.resize(other.ages_.size());
    for (std::size_t age = 0; age < other.ages_.size(); ++age) {
        ages_[age].closed += other.ages_[age].closed;
        ages_[age].censored += other.ages_[age].censored;
    }
}

void ViolationTally::add_on_time(Violation const& violation, Date due_in_force, Date local_date, bool closed) {
    auto const count = [this](OnTimeDefinition definition, bool on_time) {
        auto const index = static_cast<std::size_t>(definition);
        ++figures_.due_by_definition[index];
        figures_.on_time_by_definition[index] += on_time ? 1 : 0;
    };
    auto const fell_due = [this, local_date](Date due) {
        return window_.contains(due) && due < local_date;
    };
    Date const fixed_on = fixed_by(violation);
    Date const verified_on = violation.verified_on;
    if (Date const due = violation.due_on; fell_due(due)) {
        count(OnTimeDefinition::fixed_by_original_due, fixed_on <= due);
        count(OnTimeDefinition::verified_by_original_due, verified_on <= due);
        if (closed) count(OnTimeDefinition::closed_only_verified_by_original_due, verified_on <= due);
    }
    if (Date const due = due_in_force; fell_due(due)) {
        count(OnTimeDefinition::fixed_by_extended_due, fixed_on <= due);
        count(OnTimeDefinition::verified_by_extended_due, verified_on <= due);
    }
}

std::vector<ClosureStep> ViolationTally::closure_curve() const {
    std::vector<ClosureStep> curve;
    // Between two censored ages the product of the estimator telescopes: it is the share of those at risk since
    // the last one. Kept so, a plain half is exactly a half.
    double share_at_last_censoring = 1;
    std::int64_t at_risk_since_censoring = figures_.found;
    std::int64_t at_risk = figures_.found;
    for (std::size_t day = 0; day < ages_.size(); ++day) {
        if (ages_[day].closed > 0) {
            at_risk -= ages_[day].closed;
            double const share = share_at_last_censoring * static_cast<double>(at_risk) /
                                 static_cast<double>(at_risk_since_censoring);
            curve.push_back({static_cast<std::int32_t>(day), share});
        }
        if (ages_[day].censored > 0) {
            if (!curve.empty()) share_at_last_censoring = curve.back().not_closed;
            at_risk -= ages_[day].censored;
            at_risk_since_censoring = at_risk;
        }
    }
    return curve;
}

std::optional<double> median_of(std::span<ClosureStep const> curve) {
    // The curve is a product of some thousand quotients: an error of a few last digits must not hide a half.
    constexpr double half = 0.5 + 1e-11;
    auto const step = std::find_if(curve.begin(), curve.end(),
                                   [](ClosureStep const& candidate) { return candidate.not_closed <= half; });
    if (step == curve.end()) return std::nullopt;
    return step->day;
}

ViolationFigures ViolationTally::figures(OnTimeDefinition definition) const {
    ViolationFigures figures = figures_;
    auto const index = static_cast<std::size_t>(definition);
    figures.due = figures.due_by_definition[index];
    figures.on_time = figures.on_time_by_definition[index];
    if (figures.due > 0) {
        figures.on_time_share = static_cast<double>(figures.on_time) / static_cast<double>(figures.due);
    }
    if (figures.closed > 0) {
        figures.mean_days_to_close =
            static_cast<double>(days_to_close_sum_) / static_cast<double>(figures.closed);
    }
    figures.median_days_to_close = median_of(closure_curve());
    return figures;
}

}  // namespace safetycell::domain
