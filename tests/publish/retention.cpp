#include "publish/retention.hpp"

#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/personal_detail.hpp"
#include "store/records.hpp"
#include "support/facts_builder.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::test;

namespace {

class Enterprise {
public:
    Enterprise()
        : connection_(
              store::create_database(folder_ / "enterprise.db", instant("2026-01-01T00:00:00Z")).value()) {
        store::WriteTx tx(connection_, instant("2026-01-01T00:00:00Z"));
        tx.open_change({"tester", "set up", "a test"});
        domain::Enterprise enterprise;
        enterprise.name = "Altyn-Tau";
        enterprise.time_zone = TimeZone::find("Asia/Almaty").value();
        store::put_enterprise(tx, enterprise);
        domain::Organization own;
        own.code = "OWN";
        own.name = "Own people";
        organization_ = store::put_organization(tx, own).record.id;
        older_ = injured(tx, "N-1", "2025-01-31");
        newer_ = injured(tx, "N-2", "2025-02-01");
        tx.commit();
    }

    store::Connection& connection() { return connection_; }
    store::PersonalDetailState state(IncidentId incident) {
        return store::personal_detail_status(store::ReadTx(connection_), incident).state;
    }
    IncidentId older() const { return older_; }
    IncidentId newer() const { return newer_; }

private:
    IncidentId injured(store::WriteTx& tx, std::string reference, std::string_view on) {
        domain::Incident incident;
        incident.reference = std::move(reference);
        incident.organization = organization_;
        incident.occurred_on = incident.reported_on = day(on);
        incident.incident_class = domain::IncidentClass::lost_work_day_case;
        IncidentId const id = store::put_incident(tx, incident).record.id;
        store::put_personal_detail(tx, id, {"Somebody", "A fracture"});
        return id;
    }

    TemporaryFolder folder_;
    store::Connection connection_;
    OrganizationId organization_;
    IncidentId older_;
    IncidentId newer_;
};

using store::PersonalDetailState;

}  // namespace

TEST_CASE("without a period nothing is erased") {
    Enterprise enterprise;
    publish::Retention retention(enterprise.connection(), 0);
    CHECK(retention.tick(instant("2099-01-01T00:00:00Z")) == 0);
    CHECK(enterprise.state(enterprise.older()) == PersonalDetailState::kept);
}

TEST_CASE(
    "personal detail is erased so many months after the injury, by the days of the enterprise, as a change") {
    Enterprise enterprise;
    publish::Retention retention(enterprise.connection(), 12);
    // 2026-01-30 23:59 in Almaty, then the next day.
    CHECK(retention.tick(instant("2026-01-30T18:59:00Z")) == 0);
    CHECK(retention.tick(instant("2026-01-30T19:00:00Z")) == 1);
    CHECK(enterprise.state(enterprise.older()) == PersonalDetailState::erased);
    CHECK(enterprise.state(enterprise.newer()) == PersonalDetailState::kept);
    {
        store::ReadTx const tx(enterprise.connection());
        auto const change = store::find_change(tx, store::newest_revision(tx));
        CHECK(change->author.who == "the server");
        CHECK(change->author.why == "Erased 12 months after the injury");
        CHECK(store::find_chain_faults(tx).empty());
    }
    // Once a day, and nothing is recorded where nothing is due.
    CHECK(retention.tick(instant("2026-01-31T06:00:00Z")) == 0);
    CHECK(retention.tick(instant("2026-01-31T19:00:00Z")) == 1);
    CHECK(retention.tick(instant("2026-02-01T19:00:00Z")) == 0);
    store::ReadTx const tx(enterprise.connection());
    CHECK(store::newest_revision(tx) == 3);
}
