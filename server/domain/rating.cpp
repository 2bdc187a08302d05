#include "domain/rating.hpp"

#include "domain/rates.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace safetycell::domain {
namespace {

/// Differences of scores below this are of the arithmetic, not of the contractor.
constexpr double least_difference = 1e-9;
/// How many violations to speak of where none is open.
constexpr std::int64_t next_violations = 10;

template <class Word, std::size_t count>
std::optional<Word> word_from(std::string_view text) {
    for (std::size_t i = 0; i < count; ++i) {
        if (text == to_string(static_cast<Word>(i))) return static_cast<Word>(i);
    }
    return std::nullopt;
}

double share_of(Kept const& of) {
    return static_cast<double>(of.kept) / static_cast<double>(of.due);
}

/// With the self-found ones that help.
Kept elimination_of(RatingInputs const& inputs) {
    std::int64_t const helping = inputs.self_found_elimination.kept;
    return {inputs.elimination.due + helping, inputs.elimination.kept + helping};
}

Kept without_repeats(RatingInputs const& inputs) {
    return {inputs.comparable, inputs.comparable - inputs.repeats};
}

/// The share of all contractors, by exposure; where nobody with a share has any, their plain mean.
class Pool {
public:
    void add(Kept const& of, double exposure) { count(of, exposure, 1); }
    void remove(Kept const& of, double exposure) { count(of, exposure, -1); }

    std::optional<double> mean() const {
        if (members_ == 0) return std::nullopt;
        double const mean = exposure_ > 0 ? weighted_ / exposure_ : shares_ / static_cast<double>(members_);
        return std::clamp(mean, 0.0, 1.0);
    }

private:
    void count(Kept const& of, double exposure, int sign) {
        if (of.due == 0) return;
        members_ += sign;
        shares_ += sign * share_of(of);
        exposure_ += sign * exposure;
        weighted_ += sign * exposure * share_of(of);
    }

    std::int64_t members_ = 0;
    double shares_ = 0;
    double exposure_ = 0;
    double weighted_ = 0;
};

struct Pools {
    Pool elimination;
    Pool without_repeats;
};

/// The first of the parts that have anything due, or the mean of both.
std::optional<double> share_of_parts(Kept const& first, Kept const& second) {
    if (first.due == 0 && second.due == 0) return std::nullopt;
    if (first.due == 0) return share_of(second);
    if (second.due == 0) return share_of(first);
    return (share_of(first) + share_of(second)) / 2;
}

/// A component before it has its points: the share of them it earns, none when it is not assessed.
struct Earned {
    std::optional<double> share;
    std::vector<NamedInput> inputs;

    template <class Number>
    void name(std::string_view name, Number value) {
        inputs.push_back({name, static_cast<double>(value)});
    }
};

/// Rates contractors one by one against the pools of all.
class Rater {
public:
    Rater(std::span<RatingInputs const> contractors, RatingPolicy const& policy) : policy_(policy) {
        // Sums of fractions, so the order has to be the same whatever the order of the inputs.
        std::vector<std::size_t> order(contractors.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [contractors](std::size_t left, std::size_t right) {
            return contractors[left].organization < contractors[right].organization;
        });
        double hours = 0;
        std::int64_t with_hours = 0;
        for (std::size_t const i : order) {
            if (!contractors[i].hours) continue;
            hours += *contractors[i].hours;
            ++with_hours;
        }
        if (with_hours > 0) mean_hours_ = hours / static_cast<double>(with_hours);
        for (std::size_t const i : order) {
            double const exposure = exposure_of(contractors[i]);
            pools_.elimination.add(elimination_of(contractors[i]), exposure);
            pools_.without_repeats.add(without_repeats(contractors[i]), exposure);
        }
    }

    /// `undisputed` is null where nothing is disputed.
    Rating rate(RatingInputs const& inputs, RatingInputs const* undisputed) const {
        Rating rating = rate_without_raises(inputs, pools_);
        rating.raises = find_raises(inputs, rating);
        rating.disputed = inputs.disputed;
        if (undisputed != nullptr) {
            Rating const without = rate_without_raises(*undisputed, pools_with(inputs, *undisputed));
            rating.without_disputed = {without.points, without.possible, without.score, without.band,
                                       !without.persistent.empty()};
        }
        return rating;
    }

private:
    /// In average contractors.
    double exposure_of(RatingInputs const& inputs) const {
        return inputs.hours && mean_hours_ > 0 ? *inputs.hours / mean_hours_ : 1;
    }

    Rating rate_without_raises(RatingInputs const& inputs, Pools const& pools) const {
        Rating rating;
        rating.organization = inputs.organization;
        bool has_base = false;
        for (std::size_t i = 0; i < rating_component_count; ++i) {
            auto const component = static_cast<RatingComponent>(i);
            Earned earned = earn(component, inputs, pools);
            ComponentRating& line = rating.components[i];
            line.component = component;
            line.possible = policy_.weights[i];
            line.assessed = earned.share.has_value();
            line.points = line.assessed ? line.possible * *earned.share : 0;
            line.inputs = std::move(earned.inputs);
            if (!line.assessed) continue;
            rating.points += line.points;
            rating.possible += line.possible;
            if (component != RatingComponent::initiative && line.possible > 0) has_base = true;
        }
        if (has_base) rating.score = 100 * rating.points / rating.possible;
        rating.gates = in_force(inputs.gates);
        if (!rating.gates.empty())
            rating.band = Band::d;
        else if (rating.score)
            rating.band = band_of(*rating.score);
        rating.persistent = find_persistence(inputs);
        return rating;
    }

    Earned earn(RatingComponent component, RatingInputs const& inputs, Pools const& pools) const {
        switch (component) {
            case RatingComponent::elimination_on_time: return earn_elimination(inputs, pools.elimination);
            case RatingComponent::repeats: return earn_repeats(inputs, pools.without_repeats);
            case RatingComponent::injuries: return earn_injuries(inputs);
            case RatingComponent::mentorship: return earn_mentorship(inputs);
            case RatingComponent::commitments: return earn_commitments(inputs);
            case RatingComponent::initiative: return earn_initiative(inputs);
        }
        return {};
    }

    /// Shrunk toward the share of all; with nothing of its own, that share.
    void shrink(Earned& earned, Kept const& own, Pool const& pool, RatingInputs const& inputs) const {
        std::optional<double> const all = pool.mean();
        if (!all) return;
        double const sample = own.due > 0 ? policy_.average_sample * exposure_of(inputs) : 0;
        double const own_share = own.due > 0 ? share_of(own) : 0;
        earned.share = (sample * own_share + policy_.prior_weight * *all) / (sample + policy_.prior_weight);
        if (own.due > 0) earned.name("share", own_share);
        earned.name("share_of_all", *all);
        earned.name("weight_of_own", sample);
        earned.name("weight_of_all", policy_.prior_weight);
        earned.name("shrunk_share", *earned.share);
    }

    Earned earn_elimination(RatingInputs const& inputs, Pool const& pool) const {
        Earned earned;
        earned.name("due", inputs.elimination.due);
        earned.name("on_time", inputs.elimination.kept);
        earned.name("self_found_on_time", inputs.self_found_elimination.kept);
        shrink(earned, elimination_of(inputs), pool, inputs);
        return earned;
    }

    Earned earn_repeats(RatingInputs const& inputs, Pool const& pool) const {
        Earned earned;
        earned.name("violations", inputs.comparable);
        earned.name("repeats", inputs.repeats);
        shrink(earned, without_repeats(inputs), pool, inputs);
        return earned;
    }

    static Earned earn_injuries(RatingInputs const& inputs) {
        Earned earned;
        if (!inputs.p_rate_at_most_mean) return earned;
        earned.share = std::clamp(*inputs.p_rate_at_most_mean, 0.0, 1.0);
        earned.name("p_rate_at_most_mean", *earned.share);
        return earned;
    }

    static Earned earn_mentorship(RatingInputs const& inputs) {
        Earned earned;
        if (!inputs.mentorship) return earned;
        auto const& [meetings, measures] = *inputs.mentorship;
        earned.name("rotations_ended", meetings.due);
        earned.name("rotations_with_meeting", meetings.kept);
        earned.name("measures_due", measures.due);
        earned.name("measures_done_on_time", measures.kept);
        earned.share = share_of_parts(meetings, measures);
        return earned;
    }

    static Earned earn_commitments(RatingInputs const& inputs) {
        Earned earned;
        if (!inputs.commitments) return earned;
        auto const& [commitments, onboarding] = *inputs.commitments;
        earned.name("commitments_due", commitments.due);
        earned.name("commitments_fulfilled", commitments.kept);
        earned.name("onboarding_due", onboarding.due);
        earned.name("onboarding_done", onboarding.kept);
        earned.share = share_of_parts(commitments, onboarding);
        return earned;
    }

    Earned earn_initiative(RatingInputs const& inputs) const {
        InitiativeInputs const& initiative = inputs.initiative;
        Earned earned;
        earned.name("near_misses", initiative.near_misses);
        earned.name("hazards", initiative.hazards);
        earned.name("micro_injuries", initiative.micro_injuries);
        if (initiative.joint_inspections) earned.name("joint_inspections", *initiative.joint_inspections);
        if (initiative.proposals) earned.name("proposals", *initiative.proposals);
        if (!inputs.hours || !(*inputs.hours > 0)) return earned;
        std::int64_t const all = initiative.near_misses + initiative.hazards + initiative.micro_injuries +
                                 initiative.joint_inspections.value_or(0) + initiative.proposals.value_or(0);
        double const per_100_000_hours = static_cast<double>(all) * 100'000 / *inputs.hours;
        earned.name("hours", *inputs.hours);
        earned.name("per_100_000_hours", per_100_000_hours);
        earned.share = 1 - std::exp2(-per_100_000_hours / policy_.half_initiative_per_100_000_hours);
        return earned;
    }

    Band band_of(double score) const {
        double const printed = round_half_up(score, 1);
        for (std::size_t i = 0; i < policy_.least_scores.size(); ++i) {
            if (printed >= policy_.least_scores[i]) return static_cast<Band>(i);
        }
        return Band::d;
    }

    std::vector<OpenGate> in_force(std::vector<OpenGate> const& gates) const {
        std::vector<OpenGate> result;
        std::copy_if(gates.begin(), gates.end(), std::back_inserter(result), [this](OpenGate const& open) {
            return policy_.gates.test(static_cast<std::size_t>(open.gate));
        });
        std::stable_sort(result.begin(), result.end(),
                         [](OpenGate const& left, OpenGate const& right) { return left.gate < right.gate; });
        return result;
    }

    std::vector<Persistence> find_persistence(RatingInputs const& inputs) const {
        std::vector<Persistence> found;
        for (RequirementRepeats const& of : inputs.recent_repeats) {
            if (of.repeats.size() < static_cast<std::size_t>(policy_.persistent_repeats)) continue;
            found.push_back({PersistentRule::repeats_of_one_requirement, {of.repeats, {}}});
        }
        for (OpenGate const& open : inputs.gates) {
            if (open.gate != Gate::critical_overdue ||
                open.records.violations.size() <
                    static_cast<std::size_t>(policy_.persistent_critical_overdue)) {
                continue;
            }
            found.push_back({PersistentRule::critical_overdue_at_once, open.records});
        }
        std::vector<OpenGate> const before = in_force(inputs.gates_at_end_of_previous_month);
        std::vector<OpenGate> const open_now = in_force(inputs.gates);
        if (before.empty() || open_now.empty()) return found;
        Persistence two_months{PersistentRule::gate_in_two_months, {}};
        auto const add_new = [](auto& to, auto const& from) {
            for (auto const& record : from) {
                if (std::find(to.begin(), to.end(), record) == to.end()) to.push_back(record);
            }
        };
        for (std::vector<OpenGate> const* gates : {&before, &open_now}) {
            for (OpenGate const& open : *gates) {
                add_new(two_months.records.violations, open.records.violations);
                add_new(two_months.records.references, open.records.references);
            }
        }
        found.push_back(std::move(two_months));
        return found;
    }

    std::vector<Raise> find_raises(RatingInputs const& inputs, Rating const& now) const {
        std::vector<Raise> raises;
        auto const attempt = [&](RatingComponent component, RaiseAction action, std::int64_t amount,
                                 auto&& change) {
            if (amount <= 0) return;
            RatingInputs changed = inputs;
            change(changed);
            Rating const then = rate_without_raises(changed, pools_with(inputs, changed));
            bool const higher = then.score && now.score && *then.score > *now.score + least_difference;
            bool const better_band = then.band && now.band && *then.band < *now.band;
            bool const first_score = then.score && !now.score;
            if (higher || better_band || first_score) {
                raises.push_back({component, action, amount, then.score, then.band});
            }
        };
        auto const close = [](RatingInputs& changed, Gate gate) {
            std::erase_if(changed.gates, [gate](OpenGate const& open) { return open.gate == gate; });
        };
        auto const records_behind = [&now](Gate gate) {
            std::size_t records = 0;
            for (OpenGate const& open : now.gates) {
                if (open.gate == gate)
                    records += open.records.violations.size() + open.records.references.size();
            }
            return static_cast<std::int64_t>(records);
        };
        auto const missed = [](Kept const& of) {
            return of.due - of.kept;
        };

        std::int64_t const fixable = inputs.open_not_overdue > 0 ? inputs.open_not_overdue : next_violations;
        attempt(RatingComponent::elimination_on_time, RaiseAction::fix_open_on_time, fixable,
                [fixable](RatingInputs& changed) {
                    changed.elimination.due += fixable;
                    changed.elimination.kept += fixable;
                });
        attempt(RatingComponent::elimination_on_time, RaiseAction::fix_critical_overdue,
                records_behind(Gate::critical_overdue),
                [&close](RatingInputs& changed) { close(changed, Gate::critical_overdue); });
        attempt(RatingComponent::repeats, RaiseAction::no_further_repeats, inputs.repeats,
                [](RatingInputs& changed) { changed.repeats = 0; });
        attempt(RatingComponent::injuries, RaiseAction::send_missing_hours, records_behind(Gate::hours_missing),
                [&close](RatingInputs& changed) { close(changed, Gate::hours_missing); });
        if (inputs.mentorship) {
            attempt(RatingComponent::mentorship, RaiseAction::hold_missed_meetings,
                    missed(inputs.mentorship->meetings), [](RatingInputs& changed) {
                        changed.mentorship->meetings.kept = changed.mentorship->meetings.due;
                    });
            attempt(RatingComponent::mentorship, RaiseAction::do_measures_on_time,
                    missed(inputs.mentorship->measures), [](RatingInputs& changed) {
                        changed.mentorship->measures.kept = changed.mentorship->measures.due;
                    });
        }
        if (inputs.commitments) {
            attempt(RatingComponent::commitments, RaiseAction::fulfil_commitments,
                    missed(inputs.commitments->commitments), [](RatingInputs& changed) {
                        changed.commitments->commitments.kept = changed.commitments->commitments.due;
                    });
            attempt(RatingComponent::commitments, RaiseAction::finish_onboarding,
                    missed(inputs.commitments->onboarding), [](RatingInputs& changed) {
                        changed.commitments->onboarding.kept = changed.commitments->onboarding.due;
                    });
        }
        // As many as halve what is missing.
        double const reports = policy_.half_initiative_per_100_000_hours * inputs.hours.value_or(0) / 100'000;
        auto const more = static_cast<std::int64_t>(std::ceil(reports));
        attempt(RatingComponent::initiative, RaiseAction::report_near_misses, more,
                [more](RatingInputs& changed) { changed.initiative.near_misses += more; });

        std::stable_sort(raises.begin(), raises.end(), [](Raise const& left, Raise const& right) {
            if (left.band != right.band) return left.band && (!right.band || *left.band < *right.band);
            return left.score.value_or(-1) > right.score.value_or(-1);
        });
        return raises;
    }

    /// The pools had the contractor other inputs, with the same hours.
    Pools pools_with(RatingInputs const& inputs, RatingInputs const& changed) const {
        Pools pools = pools_;
        double const exposure = exposure_of(inputs);
        pools.elimination.remove(elimination_of(inputs), exposure);
        pools.elimination.add(elimination_of(changed), exposure);
        pools.without_repeats.remove(without_repeats(inputs), exposure);
        pools.without_repeats.add(without_repeats(changed), exposure);
        return pools;
    }

    RatingPolicy const& policy_;
    double mean_hours_ = 0;
    Pools pools_;
};

}  // namespace

std::string_view to_string(RatingComponent component) {
    switch (component) {
        case RatingComponent::elimination_on_time: return "elimination_on_time";
        case RatingComponent::repeats: return "repeats";
        case RatingComponent::injuries: return "injuries";
        case RatingComponent::mentorship: return "mentorship";
        case RatingComponent::commitments: return "commitments";
        case RatingComponent::initiative: return "initiative";
    }
    return "";
}

std::optional<RatingComponent> rating_component_from(std::string_view text) {
    return word_from<RatingComponent, rating_component_count>(text);
}

std::string_view to_string(Band band) {
    switch (band) {
        case Band::a: return "A";
        case Band::b: return "B";
        case Band::c: return "C";
        case Band::d: return "D";
    }
    return "";
}

std::string_view to_string(Gate gate) {
    switch (gate) {
        case Gate::critical_overdue: return "critical_overdue";
        case Gate::cardinal_rule_breach: return "cardinal_rule_breach";
        case Gate::concealment: return "concealment";
        case Gate::hours_missing: return "hours_missing";
    }
    return "";
}

std::optional<Gate> gate_from(std::string_view text) {
    return word_from<Gate, gate_count>(text);
}

std::string_view to_string(PersistentRule rule) {
    switch (rule) {
        case PersistentRule::repeats_of_one_requirement: return "repeats_of_one_requirement";
        case PersistentRule::critical_overdue_at_once: return "critical_overdue_at_once";
        case PersistentRule::gate_in_two_months: return "gate_in_two_months";
    }
    return "";
}

std::string_view to_string(RaiseAction action) {
    switch (action) {
        case RaiseAction::fix_open_on_time: return "fix_open_on_time";
        case RaiseAction::fix_critical_overdue: return "fix_critical_overdue";
        case RaiseAction::no_further_repeats: return "no_further_repeats";
        case RaiseAction::hold_missed_meetings: return "hold_missed_meetings";
        case RaiseAction::do_measures_on_time: return "do_measures_on_time";
        case RaiseAction::fulfil_commitments: return "fulfil_commitments";
        case RaiseAction::finish_onboarding: return "finish_onboarding";
        case RaiseAction::report_near_misses: return "report_near_misses";
        case RaiseAction::send_missing_hours: return "send_missing_hours";
    }
    return "";
}

std::vector<Rating> rate_contractors(std::span<RatingInputs const> contractors, RatingPolicy const& policy,
                                     std::span<RatingInputs const> undisputed) {
    Rater const rater(contractors, policy);
    std::vector<Rating> ratings;
    ratings.reserve(contractors.size());
    for (RatingInputs const& inputs : contractors) {
        auto const without = std::find_if(
            undisputed.begin(), undisputed.end(),
            [&inputs](RatingInputs const& one) { return one.organization == inputs.organization; });
        ratings.push_back(rater.rate(inputs, without == undisputed.end() ? nullptr : &*without));
    }
    return ratings;
}

}  // namespace safetycell::domain
