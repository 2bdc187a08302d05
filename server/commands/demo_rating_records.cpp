#include "commands/demo_rating_records.hpp"

#include "commands/demo_draws.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace safetycell::commands {
namespace {

constexpr std::int32_t rotation_days = 28;

/// How a contractor works with its mentor, in per cent, and how much it starts by itself in a year.
struct Habits {
    std::string_view code;
    int meetings_held;
    int done_on_time;
    double started_a_year;
};

/// Who is not among them holds most of what it agreed and starts nothing.
constexpr std::array habits{
    Habits{"SHAFT", 96, 92, 26},  Habits{"HAUL", 88, 80, 9},    Habits{"DRILL", 92, 88, 14},
    Habits{"ENERGO", 95, 90, 12}, Habits{"CRANE", 62, 58, 1},   Habits{"PIPE", 80, 74, 3},
    Habits{"CATER", 90, 94, 5},   Habits{"SCAFF", 70, 66, 0.5}, Habits{"LAB", 100, 95, 4},
};
constexpr Habits usual_habits{"", 85, 82, 0};

constexpr std::array mentors{std::string_view{"I. Orlova"}, std::string_view{"P. Sokolov"},
                             std::string_view{"A. Lebedeva"}, std::string_view{"N. Kuznetsov"}};
constexpr std::array measures{std::string_view{"Tag every scaffold before the shift"},
                              std::string_view{"Train the slingers again"},
                              std::string_view{"Replace worn slings"},
                              std::string_view{"Agree on the isolation points of conveyor 4"},
                              std::string_view{"Put reversing alarms on all loaders"},
                              std::string_view{"Talk through the line of fire at each start of shift"}};
constexpr std::array first_steps{
    std::string_view{"Induction of all people"}, std::string_view{"Risk review of the terms of reference"},
    std::string_view{"Permits and competences checked"}, std::string_view{"First joint inspection"},
    std::string_view{"Plan reviewed with the mentor"}};
constexpr std::array<std::int32_t, first_steps.size()> first_step_days{3, 7, 14, 21, 30};
/// Who came so lately that its 30-day plan lies within the last year.
constexpr std::int32_t newcomer_days = 300;

class RatingRecords {
public:
    RatingRecords(DemoEnterprise& demo, std::uint64_t seed, Date today, Date first_entry)
        : demo_(demo), draws_(seed), today_(today), first_entry_(first_entry) {}

    void add() {
        mark_self_found();
        for (domain::Organization const& organization : demo_.organizations) {
            add_inspections(organization);
            if (organization.kind == domain::OrganizationKind::own) continue;
            add_rotations(organization);
            add_commitments(organization);
            add_first_steps(organization);
            add_initiative(organization);
        }
        add_breaches();
        add_disputes();
    }

private:
    Date entered_on(Date day) const { return std::max(day, first_entry_); }

    Habits const& habits_of(domain::Organization const& organization) const {
        auto const found = std::find_if(habits.begin(), habits.end(),
                                        [&](Habits const& one) { return one.code == organization.code; });
        return found == habits.end() ? usual_habits : *found;
    }

    template <std::size_t count>
    std::string any_of(std::array<std::string_view, count> const& texts) {
        return std::string{texts[static_cast<std::size_t>(draws_.between(0, static_cast<int>(count) - 1))]};
    }

    std::string mentor_of(domain::Organization const& organization) const {
        return std::string{mentors[organization.id.index() % mentors.size()]};
    }

    /// Enters the state of a record on each day on which something happened to it; `hide` takes out of it what
    /// happened after a day.
    template <class Record, class Hide>
    void enter(std::vector<DemoEnterprise::Entered<Record>>& list, Record const& whole, std::vector<Date> days,
               Hide hide) const {
        std::erase_if(days, [this](Date day) { return day >= today_; });
        for (Date& day : days)
            day = entered_on(day);
        std::sort(days.begin(), days.end());
        days.erase(std::unique(days.begin(), days.end()), days.end());
        for (Date const day : days) {
            Record known = whole;
            hide(known, day);
            list.push_back({day, std::move(known)});
        }
    }

    void enter_obligation(domain::Obligation obligation, Date agreed_on) {
        obligation.reference = fmt::format("AG-{:04}", ++obligation_number_);
        obligations_.push_back(obligation);
        enter(demo_.obligations, obligation, {agreed_on, obligation.done_on},
              [](domain::Obligation& known, Date day) {
                  if (known.done_on <= day) return;
                  known.done_on = Date::never();
                  known.confirmed_by.clear();
              });
    }

    /// Done in time, late, or not at all; in time about as often as the habit says.
    void do_by_habit(domain::Obligation& obligation, Date agreed_on, int on_time) {
        if (draws_.in_hundred(on_time)) {
            obligation.done_on = agreed_on + draws_.between(1, days_between(agreed_on, obligation.due_on));
        } else if (draws_.in_hundred(60)) {
            obligation.done_on = obligation.due_on + draws_.between(1, 12);
        }
    }

    void add_rotations(domain::Organization const& organization) {
        Habits const& habit = habits_of(organization);
        // Crews change on different days.
        Date first = organization.mobilized_on + organization.id.value % rotation_days;
        for (; first < today_; first = first + rotation_days) {
            domain::Obligation meeting;
            meeting.kind = domain::ObligationKind::meeting;
            meeting.organization = organization.id;
            meeting.description = "Meeting of mentor and supervisor";
            meeting.owner = mentor_of(organization);
            meeting.first_on = first;
            meeting.due_on = first + (rotation_days - 1);
            if (draws_.in_hundred(habit.meetings_held)) meeting.done_on = first + draws_.between(2, 25);
            enter_obligation(meeting, first);
            if (!meeting.done_on.is_never()) add_measures(organization, habit, meeting.done_on);
        }
    }

    void add_measures(domain::Organization const& organization, Habits const& habit, Date agreed_on) {
        if (agreed_on >= today_) return;
        for (int i = draws_.between(0, 2); i > 0; --i) {
            domain::Obligation measure;
            measure.organization = organization.id;
            measure.description = any_of(measures);
            measure.owner = organization.name + ", supervisor";
            measure.confirmed_by = mentor_of(organization);
            measure.due_on = agreed_on + draws_.between(7, 28);
            do_by_habit(measure, agreed_on, habit.done_on_time);
            if (measure.done_on.is_never()) measure.confirmed_by.clear();
            enter_obligation(measure, agreed_on);
        }
    }

    void add_commitments(domain::Organization const& organization) {
        for (Date first = organization.mobilized_on; first < today_; first = first + 91) {
            domain::Obligation commitment;
            commitment.kind = domain::ObligationKind::commitment;
            commitment.organization = organization.id;
            commitment.description = "Four safety walks of the director";
            commitment.weight = draws_.between(1, 3);
            commitment.owner = organization.name + ", director";
            commitment.due_on = first + 90;
            do_by_habit(commitment, first, habits_of(organization).done_on_time);
            if (!commitment.done_on.is_never()) commitment.confirmed_by = "Head of safety";
            enter_obligation(commitment, first);
        }
    }

    void add_first_steps(domain::Organization const& organization) {
        if (days_between(organization.mobilized_on, today_) > newcomer_days) return;
        for (std::size_t i = 0; i < first_steps.size(); ++i) {
            domain::Obligation step;
            step.kind = domain::ObligationKind::onboarding_step;
            step.organization = organization.id;
            step.description = first_steps[i];
            step.owner = organization.name + ", supervisor";
            step.confirmed_by = mentor_of(organization);
            step.due_on = organization.mobilized_on + first_step_days[i];
            // The last one took a few days longer.
            step.done_on = i + 1 < first_steps.size() ? step.due_on - 1 : step.due_on + 4;
            enter_obligation(step, organization.mobilized_on);
        }
    }

    void enter_activity(domain::Organization const& organization, domain::ActivityKind kind, Date held_on,
                        domain::StartedBy started_by, std::string_view description) {
        domain::Activity activity;
        activity.reference = fmt::format("AC-{:04}", ++activity_number_);
        activity.kind = kind;
        activity.organization = organization.id;
        activity.held_on = held_on;
        activity.started_by = started_by;
        activity.description = description;
        demo_.activities.push_back({entered_on(held_on), activity});
    }

    /// Of the enterprise, by the size of whom it visits.
    void add_inspections(domain::Organization const& organization) {
        std::map<Date, std::int64_t> found;
        for (auto const& entered : demo_.violations) {
            domain::Violation const& violation = entered.record.violation;
            if (violation.organization == organization.id && !violation.self_found) ++found[violation.found_on];
        }
        // Somebody was there on each day on which something was found, and now and then in vain.
        for (auto const& [day, violations] : found) {
            enter_activity(organization, domain::ActivityKind::inspection, day, domain::StartedBy::enterprise,
                           "Inspection of the work");
        }
        for (Date day = organization.mobilized_on; day < today_; day = day + draws_.between(10, 40)) {
            enter_activity(organization, domain::ActivityKind::inspection, day, domain::StartedBy::enterprise,
                           "Inspection of the work");
        }
    }

    void add_initiative(domain::Organization const& organization) {
        double const a_day = habits_of(organization).started_a_year / 365;
        if (a_day == 0) return;
        for (Date day = organization.mobilized_on; day < today_; day = day + 1) {
            if (draws_.poisson(a_day) == 0) continue;
            bool const is_proposal = draws_.in_hundred(55);
            enter_activity(
                organization,
                is_proposal ? domain::ActivityKind::proposal : domain::ActivityKind::joint_inspection, day,
                domain::StartedBy::contractor,
                is_proposal ? "Proposal for improvement" : "Joint inspection of the work place");
        }
    }

    domain::Organization const& organization(std::string_view code) const {
        return *std::find_if(demo_.organizations.begin(), demo_.organizations.end(),
                             [code](domain::Organization const& one) { return one.code == code; });
    }

    void enter_breach(std::string_view code, domain::BreachKind kind, Date occurred_on, Date established_on,
                      Date resolved_on, std::string_view description) {
        domain::Breach breach;
        breach.reference = fmt::format("BR-{:02}", ++breach_number_);
        breach.kind = kind;
        breach.organization = organization(code).id;
        breach.occurred_on = occurred_on;
        breach.established_on = established_on;
        breach.resolved_on = resolved_on;
        breach.description = description;
        if (resolved_on.is_never()) open_breach_ = breach.reference;
        // Concealment comes to light when it is proven.
        Date const known_on = kind == domain::BreachKind::concealment ? established_on : occurred_on;
        enter(demo_.breaches, breach, {known_on, resolved_on}, [](domain::Breach& known, Date day) {
            if (known.resolved_on > day) known.resolved_on = Date::never();
        });
    }

    void add_breaches() {
        using enum domain::BreachKind;
        enter_breach("SCAFF", concealment, today_ - 420, today_ - 400, today_ - 380,
                     "A broken wrist told as first aid");
        enter_breach("DRILL", cardinal_rule, today_ - 200, Date::never(), today_ - 185,
                     "Work on a pump that was not isolated");
        enter_breach("HAUL", cardinal_rule, today_ - 45, Date::never(), today_ - 31,
                     "Passenger without a seat belt");
        enter_breach("CRANE", cardinal_rule, today_ - 12, Date::never(), Date::never(),
                     "A person under a suspended load");
    }

    /// The reference of a violation that somebody else found at that contractor within those days; empty: none.
    std::string violation_found(std::string_view code, Date first, Date last) const {
        OrganizationId const id = organization(code).id;
        for (auto const& [on, stored] : demo_.violations) {
            domain::Violation const& violation = stored.violation;
            if (violation.organization == id && !violation.self_found && violation.found_on >= first &&
                violation.found_on <= last && violation.cancelled_on.is_never()) {
                return stored.texts.reference;
            }
        }
        return {};
    }

    /// `decided_on` never: open.
    void enter_dispute(domain::Disputed family, std::string record, Date submitted_on, Date decided_on,
                       bool upheld) {
        if (record.empty()) return;
        DemoEnterprise::DisputeOf of{{}, std::move(record)};
        of.dispute.reference = fmt::format("DI-{:02}", ++dispute_number_);
        of.dispute.family = family;
        of.dispute.submitted_on = submitted_on;
        of.dispute.evidence = "Photographs of the day, and the shift's log";
        if (!decided_on.is_never()) {
            of.dispute.decided_on = decided_on;
            of.dispute.upheld = upheld;
            of.dispute.decided_by = "M. Danilova, deputy head of safety";
            of.dispute.reason = upheld ? "The log shows that another crew worked there"
                                       : "The photographs were taken after the inspection";
        }
        enter(demo_.disputes, of, {submitted_on, decided_on}, [](DemoEnterprise::DisputeOf& known, Date day) {
            if (known.dispute.decided_on <= day) return;
            known.dispute.decided_on = Date::never();
            known.dispute.upheld = false;
            known.dispute.decided_by.clear();
            known.dispute.reason.clear();
        });
    }

    void add_disputes() {
        using enum domain::Disputed;
        enter_dispute(violation, violation_found("DRILL", today_ - 70, today_ - 45), today_ - 44, today_ - 30,
                      true);
        enter_dispute(violation, violation_found("SHAFT", today_ - 60, today_ - 50), today_ - 49, today_ - 40,
                      false);
        enter_dispute(violation, violation_found("HAUL", today_ - 11, today_ - 3), today_ - 2, Date::never(),
                      false);
        enter_dispute(breach, open_breach_, today_ - 4, Date::never(), false);
        // The last measure that was not done in time.
        auto const missed = std::find_if(obligations_.rbegin(), obligations_.rend(), [this](auto const& one) {
            return one.organization == organization("ENERGO").id && one.due_on < today_ - 2 &&
                   one.due_on > today_ - 12 && !domain::is_kept(one);
        });
        if (missed != obligations_.rend()) {
            enter_dispute(obligation, missed->reference, today_ - 1, Date::never(), false);
        }
    }

    void mark_self_found() {
        std::map<std::string, bool> self_found;
        for (auto& entered : demo_.violations) {
            auto const [known, is_new] = self_found.emplace(entered.record.texts.reference, false);
            if (is_new) {
                auto const index = entered.record.violation.organization.index();
                bool const by_contractor =
                    demo_.organizations[index].kind == domain::OrganizationKind::contractor;
                known->second = draws_.in_hundred(9) && by_contractor;
            }
            entered.record.violation.self_found = known->second;
        }
    }

    DemoEnterprise& demo_;
    Draws draws_;
    Date today_;
    Date first_entry_;
    std::vector<domain::Obligation> obligations_;  ///< As they are in the end.
    std::string open_breach_;
    int obligation_number_ = 0;
    int activity_number_ = 0;
    int breach_number_ = 0;
    int dispute_number_ = 0;
};

}  // namespace

void add_rating_records(DemoEnterprise& demo, std::uint64_t seed, Date today, Date first_entry) {
    RatingRecords{demo, seed, today, first_entry}.add();
}

}  // namespace safetycell::commands
