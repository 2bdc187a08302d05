#include "domain/restatement.hpp"

#include "domain/causes.hpp"
#include "domain/decimals.hpp"
#include "domain/rating_inputs.hpp"

#include <algorithm>
#include <utility>

namespace safetycell::domain {
namespace {

/// Digits after the point at which two values are told apart, as they are printed: scores with one, shares in
/// whole per cent.
constexpr int score_decimals = 1;
constexpr int share_decimals = 2;

std::optional<double> rounded(std::optional<double> value, int decimals) {
    return value ? std::optional(round_half_up(*value, decimals)) : std::nullopt;
}

bool is_same_value(ViolationFigure figure, std::optional<double> old, std::optional<double> now) {
    int const decimals = figure == ViolationFigure::on_time_share ? share_decimals : score_decimals;
    return rounded(old, decimals) == rounded(now, decimals);
}

bool is_same_rating(PublishedRating const& old, PublishedRating const& now) {
    return old.band == now.band && rounded(old.score, score_decimals) == rounded(now.score, score_decimals);
}

/// What was recorded since, asked for by scope.
class Recorded {
public:
    Recorded(Facts const& facts, Policy const& policy, AsOf const& as_of, RecordedChanges const& recorded,
             std::vector<Revised<Violation>> const& violations)
        : facts_(facts), policy_(policy), recorded_(recorded) {
        for (Revised<Violation> const& revised : violations) {
            newest_ = std::max(newest_, revised.change);
            if (counts_otherwise(revised, as_of)) violations_.push_back(&revised);
        }
        note_newest(recorded.organizations);
        note_newest(recorded.hours);
        note_newest(recorded.incidents);
        note_newest(recorded.period_totals);
        note_newest(recorded.obligations);
        note_newest(recorded.activities);
        note_newest(recorded.breaches);
        note_newest(recorded.disputes);
    }

    void add_violations(std::vector<Candidate>& causes, Scope const& scope) const {
        for (Revised<Violation> const* const revised : violations_) {
            Violation const& now = revised->after;
            bool const covered_before = revised->before && covers(scope, *revised->before);
            if (!covered_before && !covers(scope, now)) continue;
            Candidate cause;
            cause.organization = code_of(now.organization);
            cause.violation = now.id;
            cause.change = revised->change;
            cause.weight = static_cast<std::int64_t>(severity_count) - static_cast<std::int64_t>(now.severity);
            cause.kind = !revised->before || revised->before->voided ? CauseKind::violation_recorded
                         : now.voided                                ? CauseKind::violation_voided
                                                                     : CauseKind::violation_revised;
            causes.push_back(std::move(cause));
        }
    }

    /// Incidents of the classes, before or after they were revised.
    void add_incidents(std::vector<Candidate>& causes, Scope const& scope, ClassSet classes) const {
        for (Revised<Incident> const& revised : recorded_.incidents) {
            Incident const& now = revised.after;
            bool const was = revised.before && is_told(*revised.before, scope, classes);
            if ((!was && !is_told(now, scope, classes)) || revised.before == now) continue;
            causes.push_back(candidate_of(revised, classes, facts_));
        }
    }

    /// Hours, totals and the organizations themselves, each told once for an organization.
    void add_exposure(std::vector<Candidate>& causes, Scope const& scope) const {
        add_periods(causes, scope, recorded_.hours, CauseKind::hours_recorded, CauseKind::hours_revised);
        add_periods(causes, scope, recorded_.period_totals, CauseKind::totals_recorded,
                    CauseKind::totals_revised);
        for (Revised<Organization> const& revised : recorded_.organizations) {
            if (!revised.before || !covers_organization(scope, revised.after.id)) continue;
            Candidate cause;
            cause.kind = CauseKind::organization_changed;
            cause.organization = revised.after.code;
            cause.change = revised.change;
            causes.push_back(std::move(cause));
        }
    }

    /// What only ratings look at: agreements, activities, breaches, and decisions that uphold a dispute.
    void add_rating_records(std::vector<Candidate>& causes, OrganizationId organization) const {
        add_inputs(causes, organization, recorded_.obligations);
        add_inputs(causes, organization, recorded_.activities);
        add_inputs(causes, organization, recorded_.breaches);
        for (Revised<Dispute> const& revised : recorded_.disputes) {
            bool const was_upheld = revised.before && is_upheld(*revised.before);
            if (was_upheld == is_upheld(revised.after) ||
                organization_of(revised.after, facts_) != organization) {
                continue;
            }
            CauseKind const kind = was_upheld ? CauseKind::input_revised : CauseKind::dispute_upheld;
            causes.push_back(input_cause(kind, revised, organization));
        }
    }

    /// Where nothing of its own explains it.
    ToldCauses told(std::vector<Candidate> causes) const {
        if (causes.empty()) {
            Candidate others;
            others.kind = CauseKind::other_records;
            others.change = newest_;
            causes.push_back(std::move(others));
        }
        ToldCauses why;
        why.more_causes = tell_most_telling(causes, why.causes);
        return why;
    }

private:
    template <class Record>
    Candidate input_cause(CauseKind kind, Revised<Record> const& revised, OrganizationId organization) const {
        Candidate cause;
        cause.kind = kind;
        cause.reference = revised.after.reference;
        cause.organization = code_of(organization);
        cause.change = revised.change;
        return cause;
    }

    template <class Record>
    void add_inputs(std::vector<Candidate>& causes, OrganizationId organization,
                    std::vector<Revised<Record>> const& all) const {
        for (Revised<Record> const& revised : all) {
            bool const was_its = revised.before && revised.before->organization == organization;
            if ((!was_its && revised.after.organization != organization) || revised.before == revised.after)
                continue;
            CauseKind const kind = revised.before ? CauseKind::input_revised : CauseKind::input_recorded;
            causes.push_back(input_cause(kind, revised, organization));
        }
    }

    template <class Record>
    void note_newest(std::vector<Revised<Record>> const& all) {
        for (Revised<Record> const& revised : all)
            newest_ = std::max(newest_, revised.change);
    }

    /// Whether it adds something else to the figures of some scope, or to a rating, than before. What is dated
    /// after the edition adds nothing to it.
    bool counts_otherwise(Revised<Violation> const& revised, AsOf const& as_of) const {
        Violation const& now = revised.after;
        if (!revised.before) return adds(now, as_of) != ViolationFigures{};
        Violation const& old = *revised.before;
        bool const moved = old.organization != now.organization || old.site != now.site ||
                           old.requirement != now.requirement || old.self_found != now.self_found;
        return moved || adds(old, as_of) != adds(now, as_of);
    }

    ViolationFigures adds(Violation const& violation, AsOf const& as_of) const {
        ViolationTally tally(window_ending(WindowKind::rolling_12_months, as_of.date));
        if (!violation.voided) tally.add(violation, as_of.at(violation.site));
        return tally.figures(policy_.on_time);
    }

    std::string const& code_of(OrganizationId id) const { return facts_.organizations[id.index()].code; }

    bool is_of_kind(OrganizationId organization, OrganizationKind kind) const {
        return facts_.organizations[organization.index()].kind == kind;
    }

    template <class Record>
    bool covers(Scope const& scope, Record const& record) const {
        return scope.kind == ScopeKind::site ? scope.site == record.site
                                             : covers_organization(scope, record.organization);
    }

    /// Any organization may work at a site.
    bool covers_organization(Scope const& scope, OrganizationId organization) const {
        switch (scope.kind) {
            case ScopeKind::enterprise:
            case ScopeKind::site: return true;
            case ScopeKind::own: return is_of_kind(organization, OrganizationKind::own);
            case ScopeKind::contractors: return is_of_kind(organization, OrganizationKind::contractor);
            case ScopeKind::organization: return scope.organization == organization;
        }
        return false;
    }

    bool is_told(Incident const& state, Scope const& scope, ClassSet classes) const {
        return classes.test(static_cast<std::size_t>(state.incident_class)) && covers(scope, state);
    }

    template <class Record>
    void add_periods(std::vector<Candidate>& causes, Scope const& scope,
                     std::vector<Revised<Record>> const& all, CauseKind recorded, CauseKind restated) const {
        struct Sum {
            Candidate cause;
            Period days{Date::never(), Date{}};
        };
        std::map<std::pair<OrganizationId, CauseKind>, Sum> sums;
        for (Revised<Record> const& revised : all) {
            Record const& now = revised.after;
            if (!covers(scope, now) || revised.before == now) continue;
            bool const is_new = !revised.before || revised.before->voided;
            if (is_new && now.voided) continue;
            CauseKind const kind = is_new ? recorded : restated;
            auto const [place, is_first] = sums.try_emplace({now.organization, kind});
            Sum& sum = place->second;
            sum.cause.kind = kind;
            sum.cause.organization = code_of(now.organization);
            sum.cause.count = is_first ? 1 : sum.cause.count + 1;
            sum.cause.change = std::max(sum.cause.change, revised.change);
            sum.days.first = std::min(sum.days.first, now.period.first);
            sum.days.last = std::max(sum.days.last, now.period.last);
        }
        for (auto& [key, sum] : sums) {
            sum.cause.period = fmt::format("{}/{}", to_string(first_of_month(sum.days.first)),
                                           to_string(last_of_month(sum.days.last)));
            causes.push_back(std::move(sum.cause));
        }
    }

    Facts const& facts_;
    Policy const& policy_;
    RecordedChanges const& recorded_;
    std::vector<Revised<Violation> const*> violations_;  ///< Those that move a figure.
    Revision newest_ = 0;
};

std::vector<CounterRestatement> restate_counters(PublishedEdition const& before, Facts const& facts,
                                                 Policy const& policy, AsOf const& as_of,
                                                 Recorded const& recorded) {
    std::vector<CounterRestatement> told;
    for (CounterChange& change :
         find_counter_changes(before, compute_day_counts(facts, policy, as_of), facts)) {
        std::vector<Candidate> causes;
        if (auto const scope = scope_from(change.scope, facts)) {
            bool const is_lti = change.counter_class == CounterClass::lti;
            recorded.add_incidents(causes, *scope, is_lti ? policy.case_sets.lti : policy.case_sets.tri);
            recorded.add_exposure(causes, *scope);
        }
        told.push_back({std::move(change), recorded.told(std::move(causes))});
    }
    return told;
}

std::vector<ViolationsRestatement> restate_violations(std::map<std::string, ViolationValues> const& published,
                                                      Facts const& facts, Policy const& policy,
                                                      AsOf const& as_of, Recorded const& recorded) {
    std::vector<ViolationsRestatement> told;
    for (ScopedViolations const& now : compute_violations(facts, policy, as_of)) {
        std::string scope = scope_name(now.scope, facts);
        auto const old = published.find(scope);
        if (old == published.end()) continue;
        ViolationValues const values = values_of(now.figures);
        ViolationsRestatement one;
        for (std::size_t i = 0; i < violation_figure_count; ++i) {
            auto const figure = static_cast<ViolationFigure>(i);
            if (is_same_value(figure, old->second[i], values[i])) continue;
            one.differences.push_back({figure, old->second[i], values[i]});
        }
        if (one.differences.empty()) continue;
        one.scope = std::move(scope);
        std::vector<Candidate> causes;
        recorded.add_violations(causes, now.scope);
        one.why = recorded.told(std::move(causes));
        told.push_back(std::move(one));
    }
    return told;
}

std::vector<RankRestatement> restate_ranks(PublishedStandings const& standings,
                                           std::vector<Ranking> const& rankings, Facts const& facts,
                                           Policy const& policy, Recorded const& recorded) {
    std::vector<RankRestatement> told;
    for (Ranking const& ranking : rankings) {
        RateDefinition const& definition = policy.rates[ranking.definition];
        auto const published = standings.ranks.find(definition.id);
        if (published == standings.ranks.end()) continue;
        for (auto const& [code, old] : published->second) {
            auto const scope = scope_from("organization:" + code, facts);
            if (!scope) continue;
            std::optional<RankBand> now;
            RankedOrganization const* const ranked = ranking.find(scope->organization);
            if (ranked != nullptr && !ranking.pooled) {
                now = RankBand{static_cast<std::int64_t>(ranked->shrunk.rank_from),
                               static_cast<std::int64_t>(ranked->shrunk.rank_to)};
            }
            if (now == old) continue;
            std::vector<Candidate> causes;
            recorded.add_incidents(causes, *scope, definition.classes);
            recorded.add_exposure(causes, *scope);
            told.push_back({definition.id, code, old, now, recorded.told(std::move(causes))});
        }
    }
    return told;
}

std::vector<RatingRestatement> restate_ratings(std::map<std::string, PublishedRating> const& published,
                                               std::vector<Rating> const& ratings, Facts const& facts,
                                               Recorded const& recorded) {
    std::vector<RatingRestatement> told;
    for (Rating const& rating : ratings) {
        std::string const& code = facts.organizations[rating.organization.index()].code;
        auto const old = published.find(code);
        PublishedRating const now{rating.score, rating.band};
        if (old == published.end() || is_same_rating(old->second, now)) continue;
        Scope const scope{ScopeKind::organization, {}, rating.organization};
        std::vector<Candidate> causes;
        recorded.add_violations(causes, scope);
        recorded.add_incidents(causes, scope, ClassSet{}.set());
        recorded.add_rating_records(causes, rating.organization);
        recorded.add_exposure(causes, scope);
        told.push_back({code, old->second, now, recorded.told(std::move(causes))});
    }
    std::ranges::sort(told, {}, &RatingRestatement::organization);
    return told;
}

}  // namespace

std::string_view to_string(ViolationFigure figure) {
    switch (figure) {
        case ViolationFigure::found: return "found";
        case ViolationFigure::open: return "open";
        case ViolationFigure::overdue: return "overdue";
        case ViolationFigure::awaiting_verification: return "awaiting_verification";
        case ViolationFigure::closed: return "closed";
        case ViolationFigure::cancelled: return "cancelled";
        case ViolationFigure::due: return "due";
        case ViolationFigure::on_time: return "on_time";
        case ViolationFigure::on_time_share: return "on_time_share";
        case ViolationFigure::mean_days_to_close: return "mean_days_to_close";
        case ViolationFigure::median_days_to_close: return "median_days_to_close";
        case ViolationFigure::oldest_awaiting_days: return "oldest_awaiting_days";
    }
    return "";
}

ViolationValues values_of(ViolationFigures const& figures) {
    auto const number = [](std::int64_t count) {
        return static_cast<double>(count);
    };
    return {number(figures.found),        number(figures.open),
            number(figures.overdue),      number(figures.awaiting_verification),
            number(figures.closed),       number(figures.cancelled),
            number(figures.due),          number(figures.on_time),
            figures.on_time_share,        figures.mean_days_to_close,
            figures.median_days_to_close, number(figures.oldest_awaiting_days)};
}

std::set<ViolationId> violations_named(Restatement const& restatement) {
    std::set<ViolationId> named;
    auto const add = [&named](auto const& list) {
        for (auto const& one : list) {
            for (Cause const& cause : one.why.causes) {
                if (cause.violation) named.insert(cause.violation);
            }
        }
    };
    add(restatement.violations);
    add(restatement.ratings);
    return named;
}

Restatement restate(PublishedEdition const& before, PublishedStandings const& standings, Facts const& facts,
                    Policy const& policy, RecordedChanges const& recorded,
                    std::vector<Revised<Violation>> const& violations) {
    AsOf const as_of(before.as_of, facts);
    Recorded const since(facts, policy, as_of, recorded, violations);
    Rates const rates = compute_rates(facts, policy, as_of);
    Restatement restatement;
    restatement.known_now = facts.revision;
    restatement.figures = find_changes(before, rates, facts, policy, as_of, recorded);
    restatement.counters = restate_counters(before, facts, policy, as_of, since);
    restatement.violations = restate_violations(standings.violations, facts, policy, as_of, since);
    std::vector<Ranking> const rankings = rank_contractors(facts, policy, rates);
    restatement.ranks = restate_ranks(standings, rankings, facts, policy, since);
    restatement.ratings = restate_ratings(
        standings.ratings, rate_contractors(rating_inputs(facts, policy, as_of, rankings), policy.rating),
        facts, since);
    return restatement;
}

}  // namespace safetycell::domain
