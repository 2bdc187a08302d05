#include "commands/demo_entry.hpp"

#include "commands/configuration.hpp"
#include "commands/demo_enterprise.hpp"
#include "publish/publisher.hpp"
#include "store/copying.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"

namespace safetycell::commands {
namespace {

constexpr std::uint64_t demo_seed = 20;
/// When the records of a day are entered; those from before the first day are there as it begins.
constexpr TimeOfDay demo_entry{16 * 60};
constexpr TimeOfDay demo_first_entry{30};

/// The number of the record that a dispute of the demo is about.
std::int32_t disputed_record(store::ReadTx const& tx, DemoEnterprise::DisputeOf const& of) {
    switch (of.dispute.family) {
        case domain::Disputed::violation:
            return store::find_violation(tx, of.record).value().violation.id.value;
        case domain::Disputed::incident: return store::find_incident(tx, of.record).value().id.value;
        case domain::Disputed::obligation: return store::find_obligation(tx, of.record).value().id.value;
        case domain::Disputed::breach: return store::find_breach(tx, of.record).value().id.value;
    }
    return 0;
}

}  // namespace

DemoDays demo_days(std::int32_t days_in_use, Instant now) {
    // The zone is known before the demo is, because its days begin by it.
    TimeZone const zone = generate_demo_enterprise(demo_seed, Date{0}, Date{0}).enterprise.time_zone;
    Date const today = zone.date_at(now);
    return {today - days_in_use, today, zone.start_of(today - days_in_use)};
}

Result<void> enter_demo(store::Connection& connection, DemoDays const& days, std::string_view policy_text,
                        Instant now) {
    auto const settings = load_settings({});
    if (!settings) return tl::unexpected(settings.error());
    publish::Publisher publisher{connection, publish::shipped_policy(), settings->slots, nullptr};
    DemoEnterprise const demo = generate_demo_enterprise(demo_seed, days.today, days.first);
    TimeZone const& zone = demo.enterprise.time_zone;
    constexpr TimeOfDay midnight{0};
    constexpr TimeOfDay next_midnight{24 * 60};
    auto const publish_slots = [&](Date day, TimeOfDay from, TimeOfDay until) {
        for (TimeOfDay const slot : settings->slots) {
            Instant const due = zone.instant_at(day, slot);
            if (from <= slot && slot < until && due <= now) publisher.tick(due);
        }
    };
    auto hours = demo.hours.begin();
    auto incidents = demo.incidents.begin();
    auto violations = demo.violations.begin();
    auto obligations = demo.obligations.begin();
    auto activities = demo.activities.begin();
    auto breaches = demo.breaches.begin();
    auto disputes = demo.disputes.begin();
    for (Date day = days.first; day < days.today; day = day + 1) {
        bool const is_first = day == days.first;
        TimeOfDay const entry = is_first ? demo_first_entry : demo_entry;
        publish_slots(day, midnight, entry);
        store::WriteTx tx{connection, zone.instant_at(day, entry)};
        tx.open_change({"demo", is_first ? "taken over from before" : "entered", "demo"});
        if (is_first) {
            store::put_enterprise(tx, demo.enterprise);
            store::put_policy_revision(tx, policy_text);
            for (domain::Site const& site : demo.sites)
                store::put_site(tx, site);
            for (domain::Organization const& organization : demo.organizations) {
                store::put_organization(tx, organization);
            }
        }
        for (; hours != demo.hours.end() && hours->on == day; ++hours)
            store::put_hours(tx, hours->record);
        for (; incidents != demo.incidents.end() && incidents->on == day; ++incidents) {
            store::put_incident(tx, incidents->record);
        }
        for (; violations != demo.violations.end() && violations->on == day; ++violations) {
            store::put_violation(tx, violations->record.violation, violations->record.texts);
        }
        for (; obligations != demo.obligations.end() && obligations->on == day; ++obligations) {
            store::put_obligation(tx, obligations->record);
        }
        for (; activities != demo.activities.end() && activities->on == day; ++activities) {
            store::put_activity(tx, activities->record);
        }
        for (; breaches != demo.breaches.end() && breaches->on == day; ++breaches)
            store::put_breach(tx, breaches->record);
        for (; disputes != demo.disputes.end() && disputes->on == day; ++disputes) {
            domain::Dispute dispute = disputes->record.dispute;
            dispute.record = disputed_record(tx, disputes->record);
            store::put_dispute(tx, dispute);
        }
        tx.commit();
        publish_slots(day, entry, next_midnight);
    }
    publish_slots(days.today, midnight, next_midnight);
    return {};
}

Result<std::shared_ptr<store::Connection>> make_demo(store::ReadTx const& tx, std::string_view policy_text,
                                                     Instant now) {
    auto draft = std::make_shared<store::Connection>(store::blank_in_memory(tx));
    auto const entered = enter_demo(*draft, demo_days(usual_demo_days, now), policy_text, now);
    if (!entered) return tl::unexpected(entered.error());
    return draft;
}

}  // namespace safetycell::commands
