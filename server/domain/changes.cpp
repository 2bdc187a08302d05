#include "domain/changes.hpp"

#include "domain/causes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>

namespace safetycell::domain {
namespace {

/// Records of hours or totals of one organization and the same months, recorded or revised together.
struct Batch {
    CauseKind kind = CauseKind::hours_recorded;
    OrganizationId organization;
    std::string months;                  ///< The whole months around the records: "2026-03-01/2026-03-31".
    Period days{Date::never(), Date{}};  ///< From the first day of the records to the last.
    std::set<SiteId> sites;
    bool states_hours = false;
    Quantities quantities;
    std::int64_t records = 0;
    HundredthHours moved = 0;  ///< Sum of the differences, without their signs.
    Revision change = 0;       ///< The last one.
};

/// An incident that the passing of time alone moved into a window or out of it.
struct Moved {
    Incident const* incident = nullptr;
    bool entered = false;
};

/// What an incident adds to a rate: to its numerator, and to the cases that days are divided by.
struct Share {
    std::int64_t numerator = 0;
    std::int64_t divisor = 0;

    friend bool operator==(Share, Share) = default;
};

Share share_of(Incident const& incident, RateDefinition const& definition, CaseSets const& case_sets,
               Date first_day, AsOf const& as_of) {
    Date const local_date = as_of.at(incident.site);
    if (incident.voided || incident.occurred_on < first_day ||
        !has_occurred(incident, as_of.instant, local_date)) {
        return {};
    }
    Share share;
    auto const index = static_cast<std::size_t>(incident.incident_class);
    if (definition.classes.test(index)) {
        share.numerator = definition.numerator == Numerator::cases ? 1 : lost_days_until(incident, local_date);
    }
    if (definition.denominator == Denominator::non_fatal_lti) {
        share.divisor = case_sets.lti.test(index) && incident.incident_class != IncidentClass::fatality;
    }
    return share;
}

/// Whether a figure without that reason has its organization's count and hours in it.
bool is_left_out(std::optional<NoRateReason> reason) {
    return reason == NoRateReason::hours_missing || reason == NoRateReason::counts_missing ||
           reason == NoRateReason::headcount_missing;
}

bool is_same_figure(PublishedFigure const& old, Figure const& now) {
    auto const printed = [](std::optional<double> value) {
        return value ? std::optional(round_half_up(*value, printed_decimals)) : std::nullopt;
    };
    return old.numerator == now.numerator && old.reason == now.reason &&
           printed(old.value) == printed(now.value) && old.left_out_numerator == now.left_out_numerator;
}

class Teller {
public:
    Teller(PublishedEdition const& before, Rates const& after, Facts const& facts, Policy const& policy,
           AsOf const& as_of, RecordedChanges const& recorded)
        : after_(after),
          facts_(facts),
          policy_(policy),
          as_of_(as_of),
          old_as_of_(before.as_of, facts),
          old_gaps_version_(before.gaps_version),
          knew_more_(before.known_through > facts.revision),
          recorded_(recorded) {
        for (PublishedFigure const& figure : before.figures) {
            old_figures_.emplace(key(figure.scope, figure.id, figure.window), &figure);
        }
        of_organization_.resize(facts.organizations.size());
        of_site_.resize(facts.sites.size());
        find_present_organizations();
        compare_organizations();
        find_moved_incidents();
        for (Revised<HoursRecord> const& revised : recorded.hours)
            add_to_batch(revised);
        for (Revised<PeriodTotals> const& revised : recorded.period_totals)
            add_to_batch(revised);
        gather();
    }

    std::vector<FigureChange> tell() const {
        std::vector<FigureChange> changes;
        for (Figure const& figure : after_.figures) {
            RateDefinition const& definition = policy_.rates[figure.definition];
            std::string scope = scope_name(figure.scope, facts_);
            PublishedFigure const* old = find_old(scope, definition.id, figure.window);
            if (old == nullptr || is_same_figure(*old, figure)) continue;

            std::vector<Candidate> causes = causes_of(inputs_of(figure.scope), *old, figure, definition);
            FigureChange& change = changes.emplace_back();
            change.scope = std::move(scope);
            change.id = definition.id;
            change.window = figure.window;
            change.old_numerator = old->numerator;
            change.new_numerator = figure.numerator;
            change.old_value = old->value;
            change.new_value = figure.value;
            change.old_left_out = old->left_out_numerator;
            change.new_left_out = figure.left_out_numerator;
            change.more_causes = tell_most_telling(causes, change.causes);
        }
        return changes;
    }

private:
    using Window = std::size_t;  ///< Index into all_window_kinds.

    /// All that may concern the figures of a scope.
    struct Inputs {
        std::vector<Revised<Incident> const*> incidents;
        std::array<std::vector<Moved>, all_window_kinds.size()> moved;
        std::vector<Batch const*> batches;
    };

    static std::string key(std::string_view scope, std::string_view id, WindowKind window) {
        return fmt::format("{}\n{}\n{}", scope, id, to_string(window));
    }

    PublishedFigure const* find_old(std::string_view scope, std::string_view id, WindowKind window) const {
        auto const found = old_figures_.find(key(scope, id, window));
        return found == old_figures_.end() ? nullptr : found->second;
    }

    static Window index_of(WindowKind kind) { return static_cast<Window>(kind); }

    std::string const& code_of(OrganizationId id) const { return facts_.organizations[id.index()].code; }

    bool is_present(OrganizationId organization, SiteId site) const {
        return present_[organization.index() * facts_.sites.size() + site.index()];
    }

    void find_present_organizations() {
        present_.resize(facts_.organizations.size() * facts_.sites.size());
        auto const mark = [this](auto const& record) {
            if (record.voided || !record.site) return;
            present_[record.organization.index() * facts_.sites.size() + record.site.index()] = true;
        };
        std::for_each(facts_.hours.begin(), facts_.hours.end(), mark);
        std::for_each(facts_.incidents.begin(), facts_.incidents.end(), mark);
        std::for_each(facts_.period_totals.begin(), facts_.period_totals.end(), mark);
    }

    /// Every figure asks only what concerns its scope: its inputs, found by organization and by site.
    void gather() {
        for (Revised<Incident> const& revised : recorded_.incidents) {
            Incident const& now = revised.after;
            Incident const& old = revised.before ? *revised.before : now;
            all_.incidents.push_back(&revised);
            of_organization_[now.organization.index()].incidents.push_back(&revised);
            if (old.organization != now.organization) {
                of_organization_[old.organization.index()].incidents.push_back(&revised);
            }
            if (now.site) of_site_[now.site.index()].incidents.push_back(&revised);
            if (old.site && old.site != now.site) of_site_[old.site.index()].incidents.push_back(&revised);
        }
        for (auto const& [months, batch] : batches_) {
            all_.batches.push_back(&batch);
            of_organization_[batch.organization.index()].batches.push_back(&batch);
            for (Site const& site : facts_.sites) {
                if (is_present(batch.organization, site.id) || batch.sites.contains(site.id)) {
                    of_site_[site.id.index()].batches.push_back(&batch);
                }
            }
        }
    }

    Inputs const& inputs_of(Scope const& scope) const {
        switch (scope.kind) {
            case ScopeKind::site: return of_site_[scope.site.index()];
            case ScopeKind::organization: return of_organization_[scope.organization.index()];
            case ScopeKind::enterprise:
            case ScopeKind::own:
            case ScopeKind::contractors: return all_;
        }
        return all_;
    }

    /// Looks at each incident as it was known before, so that time and revision are told apart.
    void find_moved_incidents() {
        std::vector<bool> revised(facts_.incidents.size());
        for (Revised<Incident> const& change : recorded_.incidents) {
            revised[change.after.id.index()] = true;
            if (change.before) find_moves(*change.before);
        }
        for (Incident const& incident : facts_.incidents) {
            if (!revised[incident.id.index()]) find_moves(incident);
        }
    }

    void find_moves(Incident const& incident) {
        if (incident.voided) return;
        bool const existed = has_occurred(incident, old_as_of_.instant, old_as_of_.at(incident.site));
        bool const exists = has_occurred(incident, as_of_.instant, as_of_.at(incident.site));
        for (Window window = 0; window < all_window_kinds.size(); ++window) {
            FirstDays const& first = first_days_[first_days_index(incident.organization, window)];
            bool const was_in = existed && incident.occurred_on >= first.before;
            bool const is_in = exists && incident.occurred_on >= first.now;
            if (was_in == is_in) continue;
            Moved const moved{&incident, is_in};
            all_.moved[window].push_back(moved);
            of_organization_[incident.organization.index()].moved[window].push_back(moved);
            if (incident.site) of_site_[incident.site.index()].moved[window].push_back(moved);
        }
    }

    template <class Record>
    void add_to_batch(Revised<Record> const& revised) {
        constexpr bool is_totals = std::is_same_v<Record, PeriodTotals>;
        if (revised.before == revised.after) return;
        bool const is_new = !revised.before || revised.before->voided;
        if (is_new && revised.after.voided) return;
        CauseKind kind = is_new ? CauseKind::hours_recorded : CauseKind::hours_revised;
        if (is_totals) kind = is_new ? CauseKind::totals_recorded : CauseKind::totals_revised;

        Record const& record = revised.after;
        Period const months{first_of_month(record.period.first), last_of_month(record.period.last)};
        Batch& batch = batches_[{record.organization, months, kind}];
        batch.kind = kind;
        batch.organization = record.organization;
        batch.months = to_string(months.first) + "/" + to_string(months.last);
        ++batch.records;
        batch.change = std::max(batch.change, revised.change);
        auto const take_in = [&batch](Record const& state) {
            batch.days.first = std::min(batch.days.first, state.period.first);
            batch.days.last = std::max(batch.days.last, state.period.last);
            batch.sites.insert(state.site);
            batch.states_hours |= state.hours_hundredths != unknown_count;
            if constexpr (is_totals) batch.quantities |= stated_quantities(state);
        };
        take_in(record);
        if (revised.before) take_in(*revised.before);
        auto const hours = [](Record const& state) {
            return state.voided ? 0 : std::max<HundredthHours>(state.hours_hundredths, 0);
        };
        batch.moved += std::abs(hours(record) - (revised.before ? hours(*revised.before) : 0));
    }

    /// Finds where each organization's own windows began before and begin now, why it had or has no rate, and
    /// whose hours have run out.
    void compare_organizations() {
        reasons_.resize(facts_.organizations.size() * policy_.rates.size() * all_window_kinds.size());
        for (std::size_t i = 0; i < facts_.organizations.size(); ++i) {
            for (WindowKind const kind : all_window_kinds) {
                first_days_.push_back(
                    {window_ending(kind, old_as_of_.date).first, window_ending(kind, as_of_.date).first});
            }
        }
        for (Figure const& figure : after_.figures) {
            if (figure.scope.kind != ScopeKind::organization) continue;
            OrganizationId const organization = figure.scope.organization;
            RateDefinition const& definition = policy_.rates[figure.definition];
            PublishedFigure const* old =
                find_old(scope_name(figure.scope, facts_), definition.id, figure.window);
            Reasons& reasons =
                reasons_[reasons_index(organization, figure.definition, index_of(figure.window))];
            reasons.was_left_out = old != nullptr && is_left_out(old->reason);
            reasons.is_left_out = is_left_out(figure.reason);
            FirstDays& first = first_days_[first_days_index(organization, index_of(figure.window))];
            first.now = figure.period.first;
            if (old != nullptr) first.before = old->period.first;
            if (old == nullptr || definition.denominator != Denominator::hours) continue;
            bool const was_missing = old->reason == NoRateReason::hours_missing;
            bool const is_missing = figure.reason == NoRateReason::hours_missing;
            if (was_missing != is_missing) {
                turned_[index_of(figure.window)].emplace(organization, is_missing);
            }
        }
        for (Revised<HoursRecord> const& revised : recorded_.hours)
            restated_.insert(revised.after.organization);
        for (Revised<PeriodTotals> const& revised : recorded_.period_totals) {
            restated_.insert(revised.after.organization);
        }
        for (Revised<Organization> const& revised : recorded_.organizations)
            restated_.insert(revised.after.id);
    }

    std::size_t reasons_index(OrganizationId organization, std::size_t definition, Window window) const {
        return (organization.index() * policy_.rates.size() + definition) * all_window_kinds.size() + window;
    }

    static std::size_t first_days_index(OrganizationId organization, Window window) {
        return organization.index() * all_window_kinds.size() + window;
    }

    bool is_of_kind(OrganizationId organization, OrganizationKind kind) const {
        return facts_.organizations[organization.index()].kind == kind;
    }

    bool covers(Scope const& scope, OrganizationId organization, SiteId site) const {
        switch (scope.kind) {
            case ScopeKind::enterprise: return true;
            case ScopeKind::own: return is_of_kind(organization, OrganizationKind::own);
            case ScopeKind::contractors: return is_of_kind(organization, OrganizationKind::contractor);
            case ScopeKind::site: return scope.site == site;
            case ScopeKind::organization: return scope.organization == organization;
        }
        return false;
    }

    /// Whether an organization's hours can move a figure: what it does not bring into a combined one, neither
    /// before nor now, does not.
    bool can_move(Figure const& figure, OrganizationId organization) const {
        Reasons const& reasons =
            reasons_[reasons_index(organization, figure.definition, index_of(figure.window))];
        return figure.scope.kind == ScopeKind::organization || !reasons.was_left_out || !reasons.is_left_out;
    }

    std::vector<Candidate> causes_of(Inputs const& inputs, PublishedFigure const& old, Figure const& figure,
                                     RateDefinition const& definition) const {
        std::vector<Candidate> causes;
        if (old.definition_version != definition.version) {
            causes.push_back({.kind = CauseKind::definition_changed,
                              .reference = definition.id,
                              .organization = {},
                              .from = std::to_string(old.definition_version),
                              .to = std::to_string(definition.version)});
        }
        bool const rests_on_estimates = old.estimated_hours > 0 || figure.estimated_hours > 0;
        if (old_gaps_version_ != policy_.gaps.version && rests_on_estimates) {
            causes.push_back({.kind = CauseKind::definition_changed,
                              .reference = "gaps",
                              .organization = {},
                              .from = std::to_string(old_gaps_version_),
                              .to = std::to_string(policy_.gaps.version)});
        }
        bool const beside_moved = old.left_out_numerator != figure.left_out_numerator;
        auto const can_count = [&](OrganizationId organization) {
            return beside_moved || can_move(figure, organization);
        };
        for (Revised<Incident> const* revised : inputs.incidents) {
            add_incident(causes, *revised, figure, definition, can_count);
        }
        for (Moved const& moved : inputs.moved[index_of(figure.window)]) {
            add_moved_incident(causes, moved, figure, definition, can_count);
        }
        for (Batch const* batch : inputs.batches)
            add_batch(causes, *batch, old, figure, definition);
        add_lapsed_estimates(causes, figure, definition);
        for (Revised<Organization> const& revised : recorded_.organizations) {
            add_organization(causes, revised, figure);
        }
        if (causes.empty() && knew_more_) {
            causes.push_back(
                {.kind = CauseKind::less_known, .reference = {}, .organization = {}, .from = {}, .to = {}});
        } else if (causes.empty()) {
            causes.push_back({.kind = CauseKind::window_moved,
                              .reference = {},
                              .organization = {},
                              .from = to_string(old.period.first),
                              .to = to_string(figure.period.first)});
        }
        return causes;
    }

    /// Both states are looked at from the new moment: what differs then is the revision's doing, not time's.
    /// `can_count` tells of an organization whether its cases move the figure or the count beside it.
    void add_incident(std::vector<Candidate>& causes, Revised<Incident> const& revised, Figure const& figure,
                      RateDefinition const& definition, auto const& can_count) const {
        auto const share_in_scope = [&](Incident const& state) {
            if (!covers(figure.scope, state.organization, state.site) || !can_count(state.organization)) {
                return Share{};
            }
            Date const first_day =
                first_days_[first_days_index(state.organization, index_of(figure.window))].now;
            return share_of(state, definition, policy_.case_sets, first_day, as_of_);
        };
        Share const old_share = revised.before ? share_in_scope(*revised.before) : Share{};
        if (old_share == share_in_scope(revised.after)) return;
        causes.push_back(candidate_of(revised, definition.classes, facts_));
    }

    void add_moved_incident(std::vector<Candidate>& causes, Moved const& moved, Figure const& figure,
                            RateDefinition const& definition, auto const& can_count) const {
        Incident const& incident = *moved.incident;
        if (!covers(figure.scope, incident.organization, incident.site) || !can_count(incident.organization)) {
            return;
        }
        AsOf const& counted_at = moved.entered ? as_of_ : old_as_of_;
        if (share_of(incident, definition, policy_.case_sets, incident.occurred_on, counted_at) == Share{}) {
            return;
        }
        Candidate& added = causes.emplace_back(candidate_of(incident, facts_));
        added.kind = moved.entered ? CauseKind::incident_entered_window : CauseKind::incident_left_window;
        (moved.entered ? added.to : added.from) = to_string(incident.occurred_on);
    }

    bool covers(Scope const& scope, Batch const& batch, Window window) const {
        if (scope.kind != ScopeKind::site) return covers(scope, batch.organization, SiteId{});
        if (batch.sites.contains(scope.site)) return true;
        // Hours at one site complete the organization, or leave it incomplete, at all its sites.
        return is_present(batch.organization, scope.site) && turned_[window].contains(batch.organization);
    }

    void add_batch(std::vector<Candidate>& causes, Batch const& batch, PublishedFigure const& old,
                   Figure const& figure, RateDefinition const& definition) const {
        if (!covers(figure.scope, batch, index_of(figure.window)) || !can_move(figure, batch.organization)) {
            return;
        }
        bool const states_cases = definition.numerator == Numerator::cases
                                      ? (batch.quantities & Quantities{definition.classes.to_ulong()}).any()
                                      : batch.quantities.test(lost_days_quantity);
        bool const needs_hours = definition.denominator != Denominator::non_fatal_lti;
        if (!states_cases && !(needs_hours && batch.states_hours)) return;
        Period reached{std::min(old.period.first, figure.period.first), as_of_.date};
        // Hours before the window are the mean that its gaps are filled with.
        if (figure.estimated_hours > 0) {
            reached.first =
                reached.first - policy_.gaps.longest_filled_gap_days - policy_.gaps.mean_of_reported_days;
        }
        if (!batch.days.overlaps(reached)) return;
        causes.push_back({.kind = batch.kind,
                          .reference = batch.months,
                          .organization = code_of(batch.organization),
                          .from = {},
                          .to = {},
                          .count = batch.records,
                          .weight = batch.moved,
                          .change = batch.change});
    }

    void add_lapsed_estimates(std::vector<Candidate>& causes, Figure const& figure,
                              RateDefinition const& definition) const {
        if (definition.denominator == Denominator::non_fatal_lti) return;
        for (auto const& [organization, is_missing] : turned_[index_of(figure.window)]) {
            if (!is_missing || restated_.contains(organization)) continue;
            bool const is_covered = figure.scope.kind == ScopeKind::site
                                        ? is_present(organization, figure.scope.site)
                                        : covers(figure.scope, organization, SiteId{});
            if (!is_covered) continue;
            causes.push_back({.kind = CauseKind::estimate_lapsed,
                              .reference = {},
                              .organization = code_of(organization),
                              .from = {},
                              .to = {}});
        }
    }

    void add_organization(std::vector<Candidate>& causes, Revised<Organization> const& revised,
                          Figure const& figure) const {
        if (!revised.before) return;
        Organization const& old = *revised.before;
        Organization const& now = revised.after;
        bool const was_or_is_covered = [&] {
            switch (figure.scope.kind) {
                case ScopeKind::enterprise: return true;
                case ScopeKind::own: return old.kind != now.kind || now.kind == OrganizationKind::own;
                case ScopeKind::contractors:
                    return old.kind != now.kind || now.kind == OrganizationKind::contractor;
                case ScopeKind::site: return is_present(now.id, figure.scope.site);
                case ScopeKind::organization: return figure.scope.organization == now.id;
            }
            return false;
        }();
        if (!was_or_is_covered) return;

        Candidate cause{.kind = CauseKind::organization_changed,
                        .reference = {},
                        .organization = now.code,
                        .from = {},
                        .to = {},
                        .change = revised.change};
        bool const only_within =
            figure.scope.kind != ScopeKind::own && figure.scope.kind != ScopeKind::contractors;
        if (old.voided != now.voided) {
            // Told without words: it is there or it is not.
        } else if (old.kind != now.kind && !only_within) {
            cause.from = to_string(old.kind);
            cause.to = to_string(now.kind);
        } else if (old.demobilized_on != now.demobilized_on) {
            cause.from = to_string(old.demobilized_on);
            cause.to = to_string(now.demobilized_on);
        } else if (old.mobilized_on != now.mobilized_on) {
            cause.from = to_string(old.mobilized_on);
            cause.to = to_string(now.mobilized_on);
        } else if (old.counts_from != now.counts_from) {
            cause.from = to_string(old.counts_from);
            cause.to = to_string(now.counts_from);
        } else {
            return;  // Its name moves no figure.
        }
        causes.push_back(std::move(cause));
    }

    struct Reasons {
        bool was_left_out = false;
        bool is_left_out = false;
    };
    struct FirstDays {
        Date before;
        Date now;
    };

    Rates const& after_;
    Facts const& facts_;
    Policy const& policy_;
    AsOf const& as_of_;
    AsOf old_as_of_;
    int old_gaps_version_;
    bool knew_more_;  ///< The edition before looked at more than this one.
    RecordedChanges const& recorded_;
    std::unordered_map<std::string, PublishedFigure const*> old_figures_;
    std::vector<bool> present_;          ///< By organization, then site: ever there.
    std::vector<Reasons> reasons_;       ///< By organization, definition, window.
    std::vector<FirstDays> first_days_;  ///< By organization, window.
    Inputs all_;
    std::vector<Inputs> of_organization_;
    std::vector<Inputs> of_site_;
    std::map<std::tuple<OrganizationId, Period, CauseKind>, Batch> batches_;
    /// Organizations whose hours became missing (true) or complete (false), by window.
    std::array<std::map<OrganizationId, bool>, all_window_kinds.size()> turned_;
    std::set<OrganizationId> restated_;  ///< Something of them was recorded.
};

}  // namespace

std::vector<FigureChange> find_changes(PublishedEdition const& before, Rates const& after, Facts const& facts,
                                       Policy const& policy, AsOf const& as_of,
                                       RecordedChanges const& recorded) {
    return Teller(before, after, facts, policy, as_of, recorded).tell();
}

std::vector<CounterChange> find_counter_changes(PublishedEdition const& before,
                                                std::vector<DayCount> const& after, Facts const& facts) {
    std::map<std::pair<std::string_view, CounterClass>, PublishedDayCount const*> old_counts;
    for (PublishedDayCount const& count : before.day_counts) {
        old_counts.emplace(std::pair{std::string_view{count.scope}, count.counter_class}, &count);
    }
    std::vector<CounterChange> changes;
    for (DayCount const& count : after) {
        std::string scope = scope_name(count.scope, facts);
        auto const found = old_counts.find({scope, count.counter_class});
        if (found == old_counts.end()) continue;
        PublishedDayCount const& old = *found->second;
        bool const counts_on = old.last_on == count.last_on && old.observed_from == count.observed_from &&
                               old.only_in_totals == count.only_in_totals;
        if (counts_on) continue;
        changes.push_back({std::move(scope), count.counter_class, old.days, count.days, count.last_on});
    }
    return changes;
}

}  // namespace safetycell::domain
