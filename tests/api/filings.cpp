#include "api/filings.hpp"

#include "api/recorded_enterprise.hpp"
#include "store/filings.hpp"
#include "store/records.hpp"
#include "support/json_schema.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace safetycell;
using namespace safetycell::test;
using domain::Role;
using json = nlohmann::json;

namespace {

Question asked_by(Role role, std::string path) {
    Question question{std::move(path)};
    question.role = role;
    return question;
}

Question of_october(Role role = Role::hse_specialist) {
    Question question = asked_by(role, "/api/v1/filings");
    question.query = {{"month", "2026-10"}};
    return question;
}

/// The form of October of ACME, which has 20,000 hours a month.
Question filing(json const& more = json::object()) {
    json fields{{"organization", "ACME"},
                {"site", "ШАХТА 1"},
                {"first", "2026-10-01"},
                {"last", "2026-10-31"},
                {"hours", "50000"},
                {"headcount", "120"},
                {"FAT", "0"},
                {"LWC", "2"}};
    fields.update(more);
    static int keys = 0;
    Question question = asked_by(Role::hse_specialist, "/api/v1/records/period_totals");
    question.method = api::Method::post;
    question.body = json{{"fields", fields}, {"reason", "The form of October"}}.dump();
    question.idempotency_key = fmt::format("form {}", ++keys);
    return question;
}

json organization_in(json const& list, std::string_view code) {
    for (json const& one : list.at("organizations"))
        if (one.at("organization") == code) return one;
    return nullptr;
}

json line_in(json const& form, std::string_view quantity) {
    for (json const& one : form.at("lines"))
        if (one.at("quantity") == quantity) return one;
    return nullptr;
}

}  // namespace

TEST_CASE("contractors that were on site owe the form of the month until it is filed") {
    RecordedEnterprise enterprise;
    json const before = enterprise.answer(of_october());
    CHECK(before.at("month") == "2026-10");
    CHECK(before.at("due_on") == "2026-11-10");
    for (char const* const code : {"ACME", "BOLT", "CRANE"}) {
        CAPTURE(code);
        CHECK(organization_in(before, code).at("state") == "overdue");
    }
    // Own people are recorded one by one.
    CHECK(organization_in(before, "OWN").is_null());

    api::Reply const filed = enterprise.ask(filing());
    REQUIRE_MESSAGE(filed.status == 201, *filed.body);
    json const after = enterprise.answer(of_october());
    CHECK(schema_faults("filings", after.dump()) == std::vector<std::string>{});
    json const acme = organization_in(after, "ACME");
    CHECK(acme.at("state") == "filed_late");
    REQUIRE(acme.at("forms").size() == 1);
    CHECK(acme.at("forms")[0].at("who") == "a-hse_specialist");
    CHECK(acme.at("forms")[0].at("jumps") == json::array({"hours"}));
    CHECK(organization_in(after, "BOLT").at("state") == "overdue");
}

TEST_CASE("a form of one site does not speak of the other ones, and one without a site speaks of all") {
    RecordedEnterprise enterprise;
    enterprise.record("hse", "BOLT works at two sites", [](store::WriteTx& tx) {
        domain::Site second;
        second.code = "ШАХТА 9";
        second.name = "Shaft 9";
        store::put_site(tx, second);
        for (char const* const code : {"ШАХТА 1", "ШАХТА 9"}) {
            domain::HoursRecord hours;
            hours.organization = store::find_organization(tx, "BOLT")->id;
            hours.site = store::find_site(tx, code)->id;
            hours.period = {parse_date("2026-10-01").value(), parse_date("2026-10-31").value()};
            hours.hours_hundredths = 100'000;
            store::put_hours(tx, hours);
        }
    });
    REQUIRE(enterprise.ask(filing({{"organization", "BOLT"}})).status == 201);
    json const half = organization_in(enterprise.answer(of_october()), "BOLT");
    CHECK(half.at("state") == "overdue");
    CHECK(half.at("missing_sites") == json::array({"ШАХТА 9"}));
    REQUIRE(enterprise.ask(filing({{"organization", "BOLT"}, {"site", "ШАХТА 9"}})).status == 201);
    REQUIRE(enterprise.ask(filing({{"organization", "CRANE"}, {"site", ""}})).status == 201);
    for (char const* const code : {"BOLT", "CRANE"}) {
        CAPTURE(code);
        json const whole = organization_in(enterprise.answer(of_october()), code);
        CHECK(whole.at("state") == "filed_late");
        CHECK(whole.at("missing_sites").empty());
    }
}

TEST_CASE("whoever is assigned to a site knows of who works there, and of whom nothing is told anywhere") {
    RecordedEnterprise enterprise;
    SiteId second_site;
    enterprise.record("hse", "a new site and a silent contractor", [&](store::WriteTx& tx) {
        domain::Site second;
        second.code = "ШАХТА 9";
        second.name = "Shaft 9";
        store::put_site(tx, second);
        second_site = store::find_site(tx, "ШАХТА 9")->id;
        domain::Organization silent = store::find_organization(tx, "BOLT").value();
        silent.id = {};
        silent.code = silent.name = "SILENT";
        store::put_organization(tx, silent);
    });
    store::ReadTx const tx(enterprise.connection());
    domain::Period const october{parse_date("2026-10-01").value(), parse_date("2026-10-31").value()};
    std::vector<std::string> codes;
    for (auto const& one : store::load_filing_records(tx, {false, {}, {second_site}}, october, october.first))
        codes.push_back(one.organization.code);
    CHECK(codes == std::vector<std::string>{"SILENT"});
}

TEST_CASE("nobody owes the form of a month before they are known of, nor after they left") {
    RecordedEnterprise enterprise;
    Question question = of_october();
    question.query["month"] = "2025-10";
    CHECK(enterprise.answer(question).at("organizations").empty());
    enterprise.record("hse", "BOLT left", [](store::WriteTx& tx) {
        domain::Organization bolt = store::find_organization(tx, "BOLT").value();
        bolt.demobilized_on = parse_date("2026-09-30").value();
        store::put_organization(tx, bolt);
    });
    json const list = enterprise.answer(of_october());
    CHECK(organization_in(list, "BOLT").is_null());
    CHECK(organization_in(list, "ACME").at("state") == "overdue");
}

TEST_CASE("a form stands beside the single records of its days, with the months before") {
    RecordedEnterprise enterprise;
    enterprise.record("hse", "an injury", [](store::WriteTx& tx) {
        domain::Incident incident;
        incident.reference = "A-OCT";
        incident.organization = store::find_organization(tx, "ACME")->id;
        incident.site = store::find_site(tx, "ШАХТА 1")->id;
        incident.occurred_on = incident.reported_on = parse_date("2026-10-20").value();
        incident.incident_class = domain::IncidentClass::lost_work_day_case;
        store::put_incident(tx, incident);
    });
    json const record = json::parse(*enterprise.ask(filing()).body);
    Question const question =
        asked_by(Role::hse_specialist, fmt::format("/api/v1/filings/{}", record.at("id").get<int>()));
    json const form = enterprise.answer(question);
    CHECK(schema_faults("filing", form.dump()) == std::vector<std::string>{});
    json const lost = line_in(form, "LWC");
    CHECK(lost.at("stated") == 2);
    CHECK(lost.at("difference") == lost.at("stated").get<int>() - lost.at("in_records").get<int>());
    CHECK(lost.at("in_records") == 1);
    CHECK(lost.at("counts") == "records");
    CHECK(line_in(form, "FAT").at("difference") == 0);
    CHECK(line_in(form, "HAZARD").at("stated").is_null());
    CHECK(line_in(form, "HAZARD").at("difference").is_null());
    CHECK(form.at("hours").at("counts") == "records");
    CHECK(form.at("hours").at("difference").get<double>() > 0);
    CHECK(form.at("headcount") == 120);
    REQUIRE(form.at("before").size() == 6);
    CHECK(form.at("before")[0].at("month") == "2026-09");
    CHECK(form.at("before")[0].at("hours") == form.at("hours").at("in_records"));
    CHECK(form.at("jumps") == json::array({"hours"}));
}

TEST_CASE("a form that was withdrawn is owed again") {
    RecordedEnterprise enterprise;
    api::Reply const filed = enterprise.ask(filing());
    json const record = json::parse(*filed.body);
    int const id = record.at("id").get<int>();
    Question withdrawing = asked_by(Role::hse_specialist, fmt::format("/api/v1/records/period_totals/{}", id));
    withdrawing.method = api::Method::put;
    withdrawing.if_match = filed.etag;
    json fields = record.at("fields");
    fields["voided"] = true;
    withdrawing.body = json{{"fields", fields}, {"reason", "Filed for another contractor"}}.dump();
    REQUIRE(enterprise.ask(withdrawing).status == 200);
    CHECK(organization_in(enterprise.answer(of_october()), "ACME").at("state") == "overdue");
    CHECK(enterprise.ask(asked_by(Role::hse_specialist, fmt::format("/api/v1/filings/{}", id))).status == 404);
}

TEST_CASE("totals of a longer period speak for each of its months") {
    RecordedEnterprise enterprise;
    Question question = of_october(Role::director);
    question.query["month"] = "2024-05";
    json const own = organization_in(enterprise.answer(question), "OWN");
    REQUIRE(own.at("forms").size() == 1);
    CHECK(own.at("forms")[0].at("first") == "2024-01-01");
    CHECK(own.at("forms")[0].at("jumps").empty());
}

TEST_CASE("whoever answers for one organization sees no form of another") {
    RecordedEnterprise enterprise;
    json const record = json::parse(*enterprise.ask(filing()).body);
    std::string const path = fmt::format("/api/v1/filings/{}", record.at("id").get<int>());
    for (Role const role : {Role::contractor_supervisor, Role::mentor}) {
        CAPTURE(to_string(role));
        CHECK(enterprise.answer(of_october(role)).at("organizations").empty());
        api::Reply const hidden = enterprise.ask(asked_by(role, path));
        CHECK(hidden.status == 404);
        api::Reply const missing = enterprise.ask(asked_by(role, "/api/v1/filings/999"));
        CHECK(*hidden.body == *missing.body);
    }
    CHECK(enterprise.ask(asked_by(Role::viewer, path)).status == 403);
    CHECK(enterprise.ask(of_october(Role::admin)).status == 403);
    CHECK(enterprise.ask(asked_by(Role::director, path)).status == 200);
}

TEST_CASE("a month is a month, and the last that has ended unless another is asked for") {
    RecordedEnterprise enterprise;
    CHECK(enterprise.answer(asked_by(Role::director, "/api/v1/filings")).at("month") == "2026-11");
    for (char const* const wrong :
         {"2026-13", "2026", "2026-1", "", "2026-10-01", "october", "0000-01", "1899-12", "3000-01"}) {
        CAPTURE(wrong);
        Question question = of_october();
        question.query["month"] = wrong;
        api::Reply const reply = enterprise.ask(question);
        CHECK(reply.status == 400);
        CHECK(error_code_of(reply) == "invalid");
    }
}
