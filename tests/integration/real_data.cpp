// Real records, from import to figures, each compared with an independent calculation: one plain SQL statement
// over the raw file, run by SQLite's own shell, or the column that the publisher printed.

#include "support/process.hpp"
#include "support/source_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <memory>

using nlohmann::json;
using safetycell::test::Finished;
using safetycell::test::run_safetycell;
using safetycell::test::TemporaryFolder;

namespace {

std::string const data_folder = safetycell::test::source_file("../shared/data");

bool is_present(std::string const& file) {
    if (std::filesystem::exists(file)) return true;
    MESSAGE("SKIPPED, NOT TESTED: " << file << " is not here.");
    return false;
}

/// The rows that one SQL statement gives over a delimited file, loaded as the table `raw`.
json query_raw(std::string const& file, char separator, std::string const& sql, TemporaryFolder const& folder) {
    std::string const script = folder.file(
        "query.sql",
        fmt::format(".mode csv\n.separator {}\n.import '{}' raw\n.mode json\n{};\n", separator, file, sql));
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe{popen(("sqlite3 :memory: < " + script).c_str(), "r"),
                                                     &pclose};
    std::string text;
    std::array<char, 65536> piece{};
    for (std::size_t count = 0; (count = fread(piece.data(), 1, piece.size(), pipe.get())) > 0;) {
        text.append(piece.data(), count);
    }
    return text.empty() ? json::array() : json::parse(text);
}

/// An SQL expression for `YYYY-MM-DD` of a column that holds m/d/yyyy, with or without leading zeros.
std::string iso_date(std::string_view column) {
    return fmt::format(
        "printf('%s-%02d-%02d', substr({0}, -4), substr({0}, 1, instr({0}, '/') - 1), "
        "substr({0}, instr({0}, '/') + 1, length({0}) - 5 - instr({0}, '/')))",
        column);
}

struct Database {
    TemporaryFolder folder;
    std::string file = (folder / "e.db").string();

    Database() { REQUIRE(run_safetycell({"init", "--database", file}).exit_code == 0); }

    void import_with(std::string const& profile, std::string const& source) const {
        Finished const done = run_safetycell({"import", "--profile", profile, source, "--database", file});
        CAPTURE(done.output);
        REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
    }

    json edition_at(std::string const& moment) const {
        Finished const published = run_safetycell({"publish", "--at", moment, "--database", file});
        REQUIRE_MESSAGE(published.exit_code == 0, published.errors);
        return json::parse(run_safetycell({"show", "--json", "--database", file}).output);
    }
};

json entry_of(json const& list, std::map<std::string, std::string> const& wanted) {
    for (json const& entry : list) {
        bool matches = true;
        for (auto const& [key, value] : wanted)
            matches = matches && entry.at(key) == value;
        if (matches) return entry;
    }
    FAIL("no entry for " << json(wanted).dump());
    return {};
}

}  // namespace

TEST_CASE("ESDC 2008-2014: LTIFR and TRIFR of all 168 published rows, to 0.01, counts and hours exactly") {
    std::string const source = data_folder + "/esdc_2008_2014/injuries_2008_2014.csv";
    if (!is_present(source)) return;
    TemporaryFolder const folder;
    json const rows = query_raw(source, ',', R"sql(
        SELECT Industry AS industry, Year AS year, "Operational Activity" AS activity,
               CAST(replace("Disabling Injuries", ',', '') AS INTEGER)
                 + CAST(replace("Fatal Injuries", ',', '') AS INTEGER) AS lti,
               CAST(replace("Total Injuries", ',', '') AS INTEGER) AS tri,
               CAST(replace("Total Hours Worked", ',', '') AS INTEGER) AS hours,
               CAST("Disabling Injuries Frequency Rate (5)" AS REAL) AS ltifr,
               CAST("Injury Frequency Rate (6)" AS REAL) AS trifr FROM raw)sql",
                                folder);
    REQUIRE(rows.size() == 168);

    // The industries and all together stand in one database. The parts of an industry, which its total row adds
    // up, are checked in a database of their own each.
    std::map<std::string, std::map<std::string, json>> editions;
    for (std::string const activity : {"", "On-board", "Off-board"}) {
        Database const database;
        if (activity.empty()) {
            database.import_with("esdc", source);
        } else {
            std::string const part = folder.file("part.csv", "");
            std::string const sql = fmt::format(
                "sqlite3 -csv -header :memory: '.import --csv \"{}\" raw' "
                "\"SELECT Industry, Year, '' AS 'Operational Activity', \\\"Disabling Injuries\\\", \\\"Fatal "
                "Injuries\\\", "
                "\\\"Minor Injuries\\\", \\\"Total Injuries\\\", \\\"Total number of employees\\\", "
                "\\\"Number of office employees\\\", \\\"Total Hours Worked\\\" FROM raw "
                "WHERE \\\"Operational Activity\\\" = '{}'\" > '{}'",
                source, activity, part);
            REQUIRE(std::system(sql.c_str()) == 0);
            database.import_with("esdc", part);
        }
        for (int year = 2008; year <= 2014; ++year) {
            editions[activity][std::to_string(year)] = database.edition_at(fmt::format("{}-12-31T23:59", year));
        }
    }

    int checked = 0;
    for (json const& row : rows) {
        std::string const activity = row.at("activity");
        json const& edition = editions[activity == "Total" ? "" : activity][row.at("year")];
        std::string scope = "enterprise";
        if (row.at("industry") != "CANADA") {
            scope = "organization:" + entry_of(edition.at("organizations"), {{"name", row.at("industry")}})
                                          .at("code")
                                          .get<std::string>();
        }
        CAPTURE(row.dump());
        for (auto const& [id, count] : {std::pair{"ltifr", "lti"}, std::pair{"trifr", "tri"}}) {
            json const figure = entry_of(edition.at("figures"),
                                         {{"id", id}, {"scope", scope}, {"window", "rolling_12_months"}});
            CHECK(figure.at("numerator") == row.at(count));
            // The published total of 2011 is one hour off the sum of its industries.
            double const hours_apart = row.at("industry") == "CANADA" && row.at("year") == "2011" ? 1 : 0;
            CHECK(std::abs(figure.at("hours").get<double>() - row.at("hours").get<double>()) <= hours_apart);
            CHECK(std::abs(figure.at("value").get<double>() - row.at(id).get<double>()) <= 0.01);
        }
        ++checked;
    }
    CHECK(checked == 168);
}

TEST_CASE(
    "ESDC: every industry and year has interval, shrunk rate and band of ranks; small ones leave the raw "
    "order") {
    std::string const source = data_folder + "/esdc_2008_2014/injuries_2008_2014.csv";
    if (!is_present(source)) return;
    Database const database;
    database.import_with("esdc", source);
    int differing = 0;
    for (int year = 2008; year <= 2014; ++year) {
        CAPTURE(year);
        json const edition = database.edition_at(fmt::format("{}-12-31T23:59", year));
        for (json const& ranking : edition.at("rankings")) {
            json const& ranked = ranking.at("organizations");
            CHECK(ranked.size() + ranking.at("left_out").size() == edition.at("organizations").size());
            CHECK(ranked.size() > 10);
            double above = std::numeric_limits<double>::infinity();
            bool raw_order_differs = false;
            double raw_above = above;
            for (json const& entry : ranked) {
                CAPTURE(entry.dump());
                json const figure = entry_of(edition.at("figures"),
                                             {{"id", ranking.at("id")},
                                              {"scope", "organization:" + entry.at("code").get<std::string>()},
                                              {"window", "rolling_12_months"}});
                CHECK(figure.at("interval").at("lower") <= figure.at("value"));
                CHECK(figure.at("value") <= figure.at("interval").at("upper"));
                CHECK(entry.at("raw") == figure.at("value"));
                // Drawn towards the mean, never beyond it, and surrounded by its interval.
                double const raw = entry.at("raw");
                double const shrunk = entry.at("shrunk");
                double const mean = ranking.at("mean");
                CHECK(std::min(raw, mean) <= shrunk * (1 + 1e-12));
                CHECK(shrunk <= std::max(raw, mean) * (1 + 1e-12));
                CHECK(entry.at("lower") < shrunk);
                CHECK(shrunk < entry.at("upper"));
                CHECK(entry.at("rank_from") >= 1);
                CHECK(entry.at("rank_from") <= entry.at("rank_to"));
                CHECK(entry.at("rank_to") <= ranked.size());
                CHECK(shrunk <= above);
                above = shrunk;
                raw_order_differs |= raw > raw_above;
                raw_above = raw;
            }
            if (ranking.at("id") == "trifr" && year == 2014) {
                MESSAGE("2014: " << ranked.size()
                                 << " industries ranked, raw order differs: " << raw_order_differs);
            }
            differing += raw_order_differs ? 1 : 0;
        }
    }
    // Industries of this source are large, so most years keep the raw order; not all do.
    CHECK(differing > 0);
}

TEST_CASE("CER incidents: open, closed, mean days to close, and days since the last injury of each company") {
    std::string const source = data_folder + "/cer_incidents/incidents_2008_2018.csv";
    if (!is_present(source)) return;
    Database const database;
    database.import_with("cer_incidents", source);
    std::string const reported = iso_date("\"Reported Date\"");
    std::string const closed = iso_date("\"Closed Date\"");
    for (std::string const day : {"2012-12-31", "2015-06-30", "2018-06-26"}) {
        CAPTURE(day);
        json const edition = database.edition_at(day + "T23:59");
        json const expected =
            query_raw(source, ';',
                      fmt::format(
                          "SELECT sum(\"Closed Date\" = 'NULL' OR {1} > '{2}') AS open, "
                          "sum(\"Closed Date\" <> 'NULL' AND {1} <= '{2}') AS closed, "
                          "avg(CASE WHEN \"Closed Date\" <> 'NULL' AND {1} <= '{2}' "
                          "THEN julianday({1}) - julianday({0}) END) AS mean_days FROM raw WHERE {0} <= '{2}'",
                          reported, closed, day),
                      database.folder)
                .at(0);
        json const violations = entry_of(edition.at("violations"), {{"scope", "enterprise"}});
        CHECK(violations.at("open") == expected.at("open"));
        CHECK(violations.at("closed") == expected.at("closed"));
        CHECK(violations.at("mean_days_to_close").get<double>() ==
              doctest::Approx(expected.at("mean_days").get<double>()).epsilon(1e-12));

        json const companies = query_raw(
            source, ';',
            fmt::format(
                "SELECT Company AS company, max({0}) AS last_on, "
                "CAST(julianday('{1}') - julianday(max({0})) AS INTEGER) AS days FROM raw WHERE {0} <= '{1}' "
                "AND (\"Incident Types\" LIKE '%Serious Injury%' OR \"Incident Types\" LIKE '%Fatality%') "
                "GROUP BY Company",
                reported, day),
            database.folder);
        CHECK(companies.size() > 0);
        for (json const& company : companies) {
            CAPTURE(company.dump());
            std::string const code =
                entry_of(edition.at("organizations"), {{"name", company.at("company")}}).at("code");
            json const count =
                entry_of(edition.at("day_counts"), {{"scope", "organization:" + code}, {"class", "lti"}});
            CHECK(count.at("last_on") == company.at("last_on"));
            CHECK(count.at("days") == company.at("days"));
        }
    }
}

TEST_CASE("HPD violations: on time, late, overdue and open") {
    std::string const source = data_folder + "/hpd_violations/hpd_violations.csv";
    if (!is_present(source)) return;
    Database const database;
    database.import_with("hpd_violations", source);
    std::string const due = iso_date("OriginalCertifyByDate");
    std::string const fixed = fmt::format(
        "CASE WHEN CertifiedDate <> '' THEN {} WHEN ViolationStatus = 'Close' THEN {} ELSE '9999' END",
        iso_date("CertifiedDate"), iso_date("CurrentStatusDate"));
    for (std::string const day : {"2013-12-31", "2014-06-30"}) {
        CAPTURE(day);
        json const expected =
            query_raw(source, ',',
                      fmt::format("SELECT sum(due < '{2}' AND fixed <= due) AS on_time, "
                                  "sum(due < '{2}' AND fixed > due AND fixed <= '{2}') AS late, "
                                  "sum(due < '{2}' AND fixed > '{2}') AS overdue, sum(fixed > '{2}') AS open "
                                  "FROM (SELECT {0} AS due, {1} AS fixed FROM raw)",
                                  due, fixed, day),
                      database.folder)
                .at(0);
        json const violations =
            entry_of(database.edition_at(day + "T23:59").at("violations"), {{"scope", "enterprise"}});
        CHECK(violations.at("on_time") == expected.at("on_time"));
        CHECK(violations.at("overdue") == expected.at("overdue"));
        CHECK(violations.at("open") == expected.at("open"));
        CHECK(violations.at("due").get<int>() - violations.at("on_time").get<int>() -
                  violations.at("overdue").get<int>() ==
              expected.at("late"));
    }
}

TEST_CASE("US coal mines 2013: deaths, permanent disabilities and lost days over hours, unknown is not zero") {
    std::string const hours_file = data_folder + "/eia_msha_2013/mine_hours_2013.csv";
    std::string const outcomes_file = data_folder + "/eia_msha_2013/mine_quarter_outcomes_2013.csv";
    if (!is_present(hours_file) || !is_present(outcomes_file)) return;
    Database const database;
    database.import_with("eia_msha", hours_file);
    database.import_with("eia_msha", outcomes_file);
    json const edition = database.edition_at("2013-12-31T23:59");
    json const all_hours =
        query_raw(hours_file, ',', "SELECT MSHA_ID AS id, sum(Labor_Hours) AS hours FROM raw GROUP BY 1",
                  database.folder);
    json const all_days =
        query_raw(outcomes_file, ',',
                  "SELECT msha_id AS id, sum(days_lost) AS days, count(*) AS quarters FROM raw GROUP BY 1",
                  database.folder);
    std::map<std::string, json> days;
    for (json const& mine : all_days)
        days[mine.at("id")] = mine;
    int without_outcomes = 0;
    for (json const& mine : all_hours) {
        std::string const id = mine.at("id");
        CAPTURE(id);
        json const severity =
            entry_of(edition.at("figures"),
                     {{"id", "severity"}, {"scope", "organization:" + id}, {"window", "rolling_12_months"}});
        if (!days.contains(id)) {
            ++without_outcomes;
            CHECK(severity.at("value").is_null());
        } else if (days[id].at("quarters") == 4 && mine.at("hours") > 0) {
            CHECK(severity.at("numerator") == days[id].at("days"));
            CHECK(severity.at("hours").get<double>() == mine.at("hours").get<double>());
        }
        json const ltifr =
            entry_of(edition.at("figures"),
                     {{"id", "ltifr"}, {"scope", "organization:" + id}, {"window", "rolling_12_months"}});
        CHECK(ltifr.at("value").is_null());
    }
    CHECK(without_outcomes == 226);
}

TEST_CASE(
    "MSHA accidents: every degree of injury becomes its class, and what is no injury is said to be skipped") {
    std::string const source = data_folder + "/msha_accidents_100/accidents_sample_100.csv";
    if (!is_present(source)) return;
    Database const database;
    database.import_with("msha_accidents", source);
    json const last =
        query_raw(source, ',',
                  fmt::format("SELECT max({}) AS day FROM raw WHERE DEGREE_INJURY LIKE 'DAYS AWAY%' OR "
                              "DEGREE_INJURY LIKE 'DYS AWY%' OR DEGREE_INJURY LIKE 'PERM %'",
                              iso_date("ACCIDENT_DT")),
                  database.folder);
    json const edition = database.edition_at("2025-12-31T23:59");
    json const count = entry_of(edition.at("day_counts"), {{"scope", "enterprise"}, {"class", "lti"}});
    CHECK(count.at("last_on") == last.at(0).at("day"));
    json const ltifr = entry_of(edition.at("figures"),
                                {{"id", "ltifr"}, {"scope", "enterprise"}, {"window", "rolling_12_months"}});
    CHECK(ltifr.at("value").is_null());
    CHECK(ltifr.at("reason") == "hours_missing");
}
