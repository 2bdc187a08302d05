#include "store/facts.hpp"

#include "store/test_database.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace safetycell;
using namespace safetycell::store;

namespace {

int draw(int from, int below) {
    return *rc::gen::inRange(from, below);
}

Date drawn_day() {
    return test::day("2025-01-01") + draw(0, 365);
}

Date drawn_day_or_never() {
    return draw(0, 2) == 0 ? Date::never() : drawn_day();
}

/// What the store is to do, done in memory: the facts, and which record each key names.
struct Replay {
    domain::Facts facts;
    std::map<std::string, std::size_t> index_by_key;
    std::map<std::string, std::int32_t> requirements;

    /// True when it differs from what is there.
    template <class Record>
    bool put(std::vector<Record>& records, std::string const& key, Record record) {
        auto const [at, is_new] = index_by_key.emplace(key, records.size());
        record.id.value = static_cast<std::int32_t>(at->second + 1);
        if (is_new) {
            records.push_back(std::move(record));
            return true;
        }
        if (records[at->second] == record) return false;
        records[at->second] = std::move(record);
        return true;
    }
};

/// Puts records drawn from few keys and few values, so that they are created, revised and repeated, into the
/// store and into the replay.
class DrawnChange {
public:
    DrawnChange(WriteTx& tx, Replay& replay) : tx_(tx), replay_(replay) {}

    /// Whether anything was written.
    bool put_records() {
        // The others refer to these.
        if (replay_.facts.organizations.empty()) put_organization();
        if (replay_.facts.sites.empty()) put_site();
        for (int left = draw(0, 8); left > 0; --left) {
            switch (draw(0, 11)) {
                case 0: put_enterprise(); break;
                case 1: put_organization(); break;
                case 2: put_site(); break;
                case 3: put_hours(); break;
                case 4: put_incident(); break;
                case 5: put_violation(); break;
                case 6: put_obligation(); break;
                case 7: put_activity(); break;
                case 8: put_breach(); break;
                case 9: put_dispute(); break;
                default: put_totals(); break;
            }
        }
        return wrote_;
    }

private:
    /// One change puts a record once.
    bool is_first(std::string const& key) { return put_.insert(key).second; }

    template <class Record>
    void expect(Put<Record> const& put, std::vector<Record>& records, std::string const& key, Record record) {
        std::size_t const count = records.size();
        bool const differs = replay_.put(records, key, std::move(record));
        Written const expected = records.size() > count ? Written::created
                                 : differs              ? Written::revised
                                                        : Written::unchanged;
        RC_ASSERT(put.written == expected);
        RC_ASSERT(put.record == records[replay_.index_by_key.at(key)]);
        wrote_ = wrote_ || differs;
    }

    OrganizationId organization() const {
        return {draw(1, static_cast<int>(replay_.facts.organizations.size()) + 1)};
    }
    SiteId site_or_none() const { return {draw(0, static_cast<int>(replay_.facts.sites.size()) + 1)}; }

    void put_enterprise() {
        if (!is_first("enterprise")) return;
        domain::Enterprise const enterprise{"E" + std::to_string(draw(0, 2)), TimeZone{}, draw(0, 2) == 0};
        bool const differs = replay_.facts.enterprise != enterprise;
        RC_ASSERT((store::put_enterprise(tx_, enterprise) != Written::unchanged) == differs);
        replay_.facts.enterprise = enterprise;
        wrote_ = wrote_ || differs;
    }

    void put_organization() {
        domain::Organization organization = test::example_organization("C" + std::to_string(draw(0, 3)));
        std::string const key = "organization " + organization.code;
        if (!is_first(key)) return;
        organization.kind =
            draw(0, 2) == 0 ? domain::OrganizationKind::own : domain::OrganizationKind::contractor;
        organization.counts_from = draw(0, 2) == 0 ? domain::CountsFrom::records : domain::CountsFrom::totals;
        organization.demobilized_on = drawn_day_or_never();
        organization.voided = draw(0, 5) == 0;
        expect(store::put_organization(tx_, organization), replay_.facts.organizations, key, organization);
    }

    void put_site() {
        domain::Site site = test::example_site("S" + std::to_string(draw(0, 3)));
        std::string const key = "site " + site.code;
        if (!is_first(key)) return;
        site.time_zone = test::zone(draw(0, 2) == 0 ? "Asia/Almaty" : "America/St_Johns");
        site.voided = draw(0, 5) == 0;
        expect(store::put_site(tx_, site), replay_.facts.sites, key, site);
    }

    template <class Record>
    std::string place_period(Record& record) {
        record.organization = organization();
        record.site = site_or_none();
        Date const first = test::day(fmt::format("2025-{:02}-01", draw(1, 4)));
        record.period = {first, last_of_month(first)};
        return fmt::format("{} {} {}", record.organization.value, record.site.value, to_string(first));
    }

    void put_hours() {
        domain::HoursRecord hours;
        std::string const key = "hours " + place_period(hours);
        if (!is_first(key)) return;
        hours.hours_hundredths = draw(0, 3) * 100;
        hours.headcount = draw(-1, 2);
        hours.estimated = draw(0, 2) == 0;
        hours.voided = draw(0, 5) == 0;
        expect(store::put_hours(tx_, hours), replay_.facts.hours, key, hours);
    }

    void put_totals() {
        domain::PeriodTotals totals;
        std::string const key = "totals " + place_period(totals);
        if (!is_first(key)) return;
        totals.hours_hundredths = draw(-1, 3);
        for (std::int64_t& count : totals.counts)
            count = draw(-1, 2);
        totals.restricted_days = draw(-1, 2);
        totals.voided = draw(0, 5) == 0;
        expect(put_period_totals(tx_, totals), replay_.facts.period_totals, key, totals);
    }

    void put_incident() {
        domain::Incident incident = test::example_incident("I" + std::to_string(draw(0, 4)));
        std::string const key = "incident " + incident.reference;
        if (!is_first(key)) return;
        incident.organization = organization();
        incident.site = site_or_none();
        incident.occurred_on = drawn_day();
        if (draw(0, 2) == 0) incident.occurred_at.reset();
        incident.incident_class = static_cast<domain::IncidentClass>(draw(0, domain::incident_class_count));
        incident.lost_days = draw(-1, 3);
        incident.returned_on = drawn_day_or_never();
        incident.voided = draw(0, 5) == 0;
        expect(store::put_incident(tx_, incident), replay_.facts.incidents, key, incident);
    }

    void put_violation() {
        StoredViolation stored = test::example_violation("V" + std::to_string(draw(0, 5)));
        std::string const key = "violation " + stored.texts.reference;
        if (!is_first(key)) return;
        domain::Violation& violation = stored.violation;
        violation.organization = organization();
        violation.site = site_or_none();
        violation.severity = static_cast<domain::Severity>(draw(0, domain::severity_count));
        violation.due_on = drawn_day_or_never();
        violation.fixed_on = drawn_day_or_never();
        violation.verified_on = drawn_day_or_never();
        violation.cancelled_on = drawn_day_or_never();
        violation.voided = draw(0, 5) == 0;
        std::string const requirement = draw(0, 3) == 0 ? "" : "R" + std::to_string(draw(0, 3));
        stored.texts.requirement = requirement;
        if (!requirement.empty()) {
            auto const next = static_cast<std::int32_t>(replay_.requirements.size() + 1);
            violation.requirement = replay_.requirements.emplace(requirement, next).first->second;
        }
        violation.self_found = draw(0, 3) == 0;
        expect(store::put_violation(tx_, violation, stored.texts), replay_.facts.violations, key, violation);
    }

    void put_obligation() {
        domain::Obligation obligation = test::example_obligation("O" + std::to_string(draw(0, 3)));
        std::string const key = "obligation " + obligation.reference;
        if (!is_first(key)) return;
        obligation.organization = organization();
        obligation.site = site_or_none();
        if (draw(0, 2) == 0) {
            obligation.kind = domain::ObligationKind::commitment;
            obligation.first_on = Date::never();
            obligation.weight = draw(1, 4);
        }
        obligation.voided = draw(0, 5) == 0;
        expect(store::put_obligation(tx_, obligation), replay_.facts.obligations, key, obligation);
    }

    void put_activity() {
        domain::Activity activity = test::example_activity("A" + std::to_string(draw(0, 3)));
        std::string const key = "activity " + activity.reference;
        if (!is_first(key)) return;
        activity.organization = organization();
        activity.site = site_or_none();
        activity.kind = static_cast<domain::ActivityKind>(draw(0, 3));
        activity.held_on = drawn_day();
        activity.started_by = static_cast<domain::StartedBy>(draw(0, 2));
        activity.voided = draw(0, 5) == 0;
        expect(store::put_activity(tx_, activity), replay_.facts.activities, key, activity);
    }

    void put_breach() {
        domain::Breach breach = test::example_breach("B" + std::to_string(draw(0, 3)));
        std::string const key = "breach " + breach.reference;
        if (!is_first(key)) return;
        breach.organization = organization();
        breach.site = site_or_none();
        breach.kind = static_cast<domain::BreachKind>(draw(0, 2));
        if (draw(0, 2) == 0) breach.established_on = Date::never();
        if (draw(0, 2) == 0) breach.resolved_on = Date::never();
        breach.voided = draw(0, 5) == 0;
        expect(store::put_breach(tx_, breach), replay_.facts.breaches, key, breach);
    }

    /// Of an incident or a breach, once there are any.
    void put_dispute() {
        bool const is_of_breach = draw(0, 2) == 0;
        auto const records =
            static_cast<int>(is_of_breach ? replay_.facts.breaches.size() : replay_.facts.incidents.size());
        if (records == 0) return;
        domain::Dispute dispute = test::example_dispute("D" + std::to_string(draw(0, 3)));
        std::string const key = "dispute " + dispute.reference;
        if (!is_first(key)) return;
        dispute.family = is_of_breach ? domain::Disputed::breach : domain::Disputed::incident;
        dispute.record = draw(1, records + 1);
        dispute.upheld = draw(0, 2) == 0;
        dispute.voided = draw(0, 5) == 0;
        expect(store::put_dispute(tx_, dispute), replay_.facts.disputes, key, dispute);
    }

    WriteTx& tx_;
    Replay& replay_;
    std::set<std::string> put_;
    bool wrote_ = false;
};

/// The facts after each revision, by revision, as the replay has them.
std::vector<domain::Facts> put_drawn_changes(test::TestDatabase& database) {
    Replay replay;
    std::vector<domain::Facts> history{replay.facts};
    for (int left = draw(1, 7); left > 0; --left) {
        bool wrote = false;
        Revision const newest = database.change([&](WriteTx& tx) {
            wrote = DrawnChange{tx, replay}.put_records();
        });
        if (wrote) {
            replay.facts.revision = static_cast<Revision>(history.size());
            history.push_back(replay.facts);
        }
        RC_ASSERT(newest == static_cast<Revision>(history.size()) - 1);
    }
    return history;
}

}  // namespace

TEST_CASE("Facts at any revision are a replay of what was put, loaded or advanced") {
    CHECK(rc::check([] {
        test::TestDatabase database;
        database.connection().execute("PRAGMA synchronous = OFF");
        std::vector<domain::Facts> const history = put_drawn_changes(database);
        ReadTx const tx{database.connection()};
        for (std::size_t from = 0; from < history.size(); ++from) {
            domain::Facts const loaded = load_facts(tx, static_cast<Revision>(from));
            RC_ASSERT(test::same(loaded, history[from]));
            for (std::size_t to = from; to < history.size(); ++to) {
                domain::Facts advanced = loaded;
                advance_facts(tx, advanced, static_cast<Revision>(to));
                RC_ASSERT(test::same(advanced, history[to]));
            }
        }
        RC_ASSERT(find_chain_faults(tx).empty());
    }));
}

TEST_CASE("What was recorded between two revisions leads from the facts at one to the facts at the other") {
    CHECK(rc::check([] {
        test::TestDatabase database;
        database.connection().execute("PRAGMA synchronous = OFF");
        std::vector<domain::Facts> const history = put_drawn_changes(database);
        auto const newest = static_cast<int>(history.size()) - 1;
        int const from = draw(0, newest + 1);
        int const to = draw(from, newest + 1);
        domain::Facts const& before = history[static_cast<std::size_t>(from)];
        domain::Facts const& after = history[static_cast<std::size_t>(to)];
        auto const recorded = load_recorded_changes(ReadTx{database.connection()}, from, to);
        auto const leads = [&](auto records, auto const& revised, auto const& goal) {
            for (auto const& one : revised) {
                RC_ASSERT(one.change > from);
                RC_ASSERT(one.change <= to);
                std::size_t const index = one.after.id.index();
                if (one.before) {
                    RC_ASSERT(*one.before == records.at(index));
                    records[index] = one.after;
                } else {
                    RC_ASSERT(index == records.size());
                    records.push_back(one.after);
                }
            }
            RC_ASSERT(records == goal);
        };
        leads(before.organizations, recorded.organizations, after.organizations);
        leads(before.hours, recorded.hours, after.hours);
        leads(before.incidents, recorded.incidents, after.incidents);
        leads(before.period_totals, recorded.period_totals, after.period_totals);
        leads(before.obligations, recorded.obligations, after.obligations);
        leads(before.activities, recorded.activities, after.activities);
        leads(before.breaches, recorded.breaches, after.breaches);
        leads(before.disputes, recorded.disputes, after.disputes);
    }));
}
