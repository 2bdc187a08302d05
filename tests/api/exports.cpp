#include "api/exports.hpp"

#include "api/list_export.hpp"
#include "api/recorded_enterprise.hpp"
#include "store/accounts.hpp"
#include "store/records.hpp"
#include "support/facts_builder.hpp"
#include "support/workbook.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace safetycell;
using namespace safetycell::test;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

api::Reply export_of(PublishedDatabase& database, std::string const& list,
                     std::map<std::string, std::string> query = {},
                     domain::Role role = domain::Role::hse_specialist) {
    Question question{"/api/v1/exports/" + list, std::move(query)};
    question.role = role;
    return database.ask(question);
}

std::string csv_of(PublishedDatabase& database, std::string const& list,
                   std::map<std::string, std::string> query = {},
                   domain::Role role = domain::Role::hse_specialist) {
    api::Reply const reply = export_of(database, list, std::move(query), role);
    REQUIRE_MESSAGE(reply.status == 200, *reply.body);
    CHECK(reply.content_type == "text/csv; charset=utf-8");
    REQUIRE(reply.body->starts_with(byte_order_mark));
    return reply.body->substr(byte_order_mark.size());
}

std::string header_of(api::Reply const& reply, std::string_view name) {
    for (auto const& [known, value] : reply.headers)
        if (known == name) return value;
    return "";
}

std::ptrdiff_t lines_of(std::string const& csv) {
    return std::count(csv.begin(), csv.end(), '\n');
}

domain::Incident hostile_incident(store::ReadTx const& tx) {
    domain::Incident incident;
    incident.reference = "=cmd|' /C calc'!A0";
    incident.event_reference = "@SUM(1)";
    incident.organization = store::find_organization(tx, "OWN")->id;
    incident.site = store::find_site(tx, "ШАХТА 1")->id;
    incident.occurred_on = incident.reported_on = day("2026-11-20");
    incident.incident_class = domain::IncidentClass::near_miss;
    incident.description = "+1 \"quoted\"\r\n<script>alert(1)</script>\t\x01; '--";
    return incident;
}

}  // namespace

TEST_CASE("every list is exported in both formats and both languages") {
    RecordedEnterprise database;
    for (std::string const list : {"organizations", "sites", "hours", "incidents", "violations",
                                   "period_totals", "obligations", "activities", "breaches", "disputes",
                                   "changes", "accounts", "editions", "rates", "contractors", "quiet"}) {
        CAPTURE(list);
        domain::Role const role =
            list == "changes" || list == "accounts" ? domain::Role::admin : domain::Role::hse_specialist;
        for (std::string const language : {"en", "ru"}) {
            CHECK(lines_of(csv_of(database, list, {{"format", "csv"}, {"language", language}}, role)) >= 1);
            api::Reply const book =
                export_of(database, list, {{"format", "xlsx"}, {"language", language}}, role);
            REQUIRE(book.status == 200);
            CHECK(book.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            CHECK(header_of(book, "Content-Disposition") ==
                  "attachment; filename=\"safetycell-" + list + "-2026-12-22.xlsx\"");
            Sheet const notes = sheet_of(*book.body, 2);
            CHECK(notes.at("A2").value == (language == "en" ? "Exported" : "Выгружено"));
            CHECK(notes.at("B3").value.ends_with(std::string{to_string(role)}));
            // Each column of the list is explained.
            std::size_t explained = 0;
            Sheet const rows = sheet_of(*book.body, 1);
            for (auto const& [name, cell] : rows) {
                if (name.find_first_of("0123456789") != name.size() - 1 || name.back() != '1') continue;
                ++explained;
                CHECK(std::any_of(notes.begin(), notes.end(), [&](auto const& note) {
                    return note.first.starts_with("A") && note.second.value == cell.value &&
                           notes.contains("C" + note.first.substr(1));
                }));
            }
            CHECK(explained > 2);
        }
    }
}

TEST_CASE("an exported list holds what its page holds, for the same filter") {
    RecordedEnterprise database;
    std::string const all = csv_of(database, "incidents");
    CHECK(lines_of(all) == 14);
    CHECK(all.starts_with("\"Reference\",\"Event reference\",\"Organization\",\"Site\",\"Date\""));
    CHECK(all.find("\"A-7\",,\"ACME\",\"ШАХТА 1\",2026-10-27,") != std::string::npos);
    std::string const some =
        csv_of(database, "incidents", {{"organization", "ACME"}, {"from", "2026-10-01"}, {"to", "2026-10-20"}});
    CHECK(lines_of(some) == 3);
    CHECK(some.find("A-4") != std::string::npos);
    CHECK(some.find("A-5") != std::string::npos);
    CHECK(lines_of(csv_of(database, "hours", {{"language", "ru"}})) == 49);
}

TEST_CASE("an export tells in a sheet of definitions what was asked for and what every figure means") {
    RecordedEnterprise database;
    api::Reply const reply = export_of(database, "rates", {{"format", "xlsx"}, {"scope", "enterprise"}});
    REQUIRE(reply.status == 200);
    Sheet const notes = sheet_of(*reply.body, 2);
    auto const line_with = [&](std::string const& text) {
        auto const found = std::find_if(notes.begin(), notes.end(),
                                        [&](auto const& cell) { return cell.second.value == text; });
        REQUIRE_MESSAGE(found != notes.end(), text);
        return found->first.substr(1);
    };
    CHECK(notes.at("B" + line_with("Edition")).value == "1");
    CHECK(notes.contains("B" + line_with("As of")));
    CHECK(notes.contains("B" + line_with("Known through change")));
    CHECK(notes.at("C" + line_with("ltifr v1")).value.find("per million hours") != std::string::npos);
    CHECK(notes.contains("C" + line_with("interval")));
    Sheet const rows = sheet_of(*reply.body, 1);
    CHECK(rows.at("A2").value == "enterprise");
    CHECK(rows.at("H2").type.empty());  // A number.
    CHECK(rows.at("F2").type.empty());  // A date.
}

TEST_CASE("figures of contractors are exported to whoever sees them, and to nobody else") {
    RecordedEnterprise database;
    CHECK(csv_of(database, "contractors").find("\"ACME\"") != std::string::npos);
    std::string const russian = csv_of(database, "contractors", {{"language", "ru"}});
    CHECK(russian.find("\"Рейтинг: повторы\"") != std::string::npos);
    CHECK(russian.find("repeats") == std::string::npos);
    CHECK(csv_of(database, "rates").find("organization:ACME") != std::string::npos);
    CHECK(csv_of(database, "contractors", {}, domain::Role::viewer).find("ACME") == std::string::npos);
    CHECK(csv_of(database, "rates", {}, domain::Role::viewer).find("ACME") == std::string::npos);
    CHECK(csv_of(database, "rates", {}, domain::Role::viewer).find("enterprise") != std::string::npos);
}

TEST_CASE("who may not see a list may not export it") {
    RecordedEnterprise database;
    CHECK(export_of(database, "changes", {}, domain::Role::hse_specialist).status == 403);
    CHECK(export_of(database, "accounts", {}, domain::Role::director).status == 403);
    CHECK(export_of(database, "quiet", {}, domain::Role::director).status == 403);
    CHECK(export_of(database, "incidents", {}, domain::Role::admin).status == 403);
    CHECK(export_of(database, "nothing").status == 404);
    CHECK(export_of(database, "incidents", {{"format", "pdf"}}).status == 400);
    CHECK(export_of(database, "incidents", {{"language", "de"}}).status == 400);
    CHECK(export_of(database, "incidents", {{"limit", "5"}}).status == 400);
}

TEST_CASE(
    "text of people is text in every export, and descriptions of incidents are in none unless asked for") {
    RecordedEnterprise database;
    database.record("tester", "=HYPERLINK(\"http://example.com\")", [](store::WriteTx& tx) {
        store::put_incident(tx, hostile_incident(tx));
        domain::Organization organization;
        organization.code = "-EVIL";
        organization.name = "@Evil; \"Ltd\",\n=1";
        organization.kind = domain::OrganizationKind::contractor;
        store::put_organization(tx, organization);
    });
    std::string const plain = csv_of(database, "incidents");
    CHECK(plain.find("\"'=cmd|' /C calc'!A0\",\"'@SUM(1)\"") != std::string::npos);
    CHECK(plain.find("quoted") == std::string::npos);
    std::string const whole = csv_of(database, "incidents", {{"descriptions", "yes"}});
    CHECK(whole.find("\"'+1 \"\"quoted\"\"\r\n<script>alert(1)</script>\t\x01; '--\"") != std::string::npos);
    CHECK(csv_of(database, "organizations").find("\"'-EVIL\",\"'@Evil; \"\"Ltd\"\",\n=1\"") !=
          std::string::npos);
    CHECK(csv_of(database, "changes", {}, domain::Role::admin)
              .find("\"'=HYPERLINK(\"\"http://example.com\"\")\"") != std::string::npos);
    api::Reply const book = export_of(database, "incidents", {{"format", "xlsx"}, {"descriptions", "yes"}});
    Sheet const sheet = sheet_of(*book.body, 1);
    CHECK(std::none_of(sheet.begin(), sheet.end(), [](auto const& cell) { return cell.second.has_formula; }));
    CHECK(std::any_of(sheet.begin(), sheet.end(), [](auto const& cell) {
        return cell.second.value == "+1 \"quoted\"\n<script>alert(1)</script>\t\uFFFD; '--";
    }));
}

TEST_CASE("domain 12: descriptions of incidents are exported by who may see personal detail") {
    RecordedEnterprise database;
    std::map<std::string, std::string> const query{{"descriptions", "yes"}};
    CHECK(export_of(database, "incidents", query).status == 200);
    for (domain::Role const role :
         {domain::Role::director, domain::Role::mentor, domain::Role::contractor_supervisor}) {
        CHECK(export_of(database, "incidents", {}, role).status == 200);
        CHECK(export_of(database, "incidents", query, role).status == 403);
    }
}

TEST_CASE("a list that is longer than an export holds is refused with a sentence") {
    RecordedEnterprise database;
    // 64 MiB of descriptions, in fewer rows.
    database.record("tester", "long texts", [](store::WriteTx& tx) {
        domain::Incident incident = hostile_incident(tx);
        for (int i = 0; i < 3600; ++i) {
            incident.reference = fmt::format("L-{}", i);
            incident.description.assign(store::longest_text, 'x');
            store::put_incident(tx, incident);
        }
    });
    api::Reply const reply = export_of(database, "incidents", {{"descriptions", "yes"}});
    CHECK(reply.status == 413);
    CHECK(reply.body->find("narrow it by") != std::string::npos);
    CHECK(lines_of(csv_of(database, "incidents")) == 3614);
}
