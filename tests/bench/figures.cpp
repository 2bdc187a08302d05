// How fast the facts load and all figures recompute, beside plain SQL on the same file and a raw loop over the
// same memory, in the same run. Arguments: contractors, years, violations (default 1000 10 2000000).

#include "base/civil_time.hpp"
#include "bench/measure.hpp"
#include "config/settings.hpp"
#include "domain/edition.hpp"
#include "publish/publisher.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/facts.hpp"
#include "store/records.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>

using namespace safetycell;

namespace {

struct Size {
    int contractors = 1000;
    int years = 10;
    int violations = 2'000'000;
    int sites = 20;
    int incidents = 5'000;
};

constexpr YearMonthDay history_start{2016, 1, 1};

void fill(store::Connection& connection, Size const& size, Instant now) {
    std::mt19937 engine{7};
    auto const draw = [&engine](int below) {
        return static_cast<int>(engine() % static_cast<unsigned>(below));
    };
    Date const start = date_from(history_start);
    store::WriteTx tx{connection, now};
    tx.open_change({"benchmark", "fill", "benchmark"});
    store::put_enterprise(tx, {"Benchmark", TimeZone::find("Europe/Berlin").value(), false});
    std::vector<SiteId> sites;
    for (int i = 0; i < size.sites; ++i) {
        domain::Site site;
        site.code = site.name = fmt::format("S{:03}", i);
        site.time_zone = TimeZone::find(i % 2 == 0 ? "Europe/Berlin" : "Asia/Almaty").value();
        sites.push_back(store::put_site(tx, site).record.id);
    }
    std::vector<OrganizationId> organizations;
    for (int i = 0; i < size.contractors; ++i) {
        domain::Organization organization;
        organization.code = organization.name = fmt::format("C{:05}", i);
        organizations.push_back(store::put_organization(tx, organization).record.id);
    }
    auto const any = [&](auto const& list) {
        return list[static_cast<std::size_t>(draw(static_cast<int>(list.size())))];
    };
    for (OrganizationId const organization : organizations) {
        SiteId const site = any(sites);
        for (Date first = start; first < start + size.years * 365; first = last_of_month(first) + 1) {
            domain::HoursRecord hours;
            hours.organization = organization;
            hours.site = site;
            hours.period = {first, last_of_month(first)};
            hours.hours_hundredths = 100 * (500 + draw(40'000));
            hours.headcount = 4 + draw(200);
            store::put_hours(tx, hours);
        }
    }
    for (int i = 0; i < size.incidents; ++i) {
        domain::Incident incident;
        incident.reference = fmt::format("I{}", i);
        incident.organization = any(organizations);
        incident.site = any(sites);
        incident.occurred_on = start + draw(size.years * 365);
        incident.incident_class = static_cast<domain::IncidentClass>(2 + draw(5));
        store::put_incident(tx, incident);
    }
    for (int i = 0; i < size.violations; ++i) {
        domain::Violation violation;
        violation.organization = any(organizations);
        violation.site = any(sites);
        violation.severity = static_cast<domain::Severity>(draw(4));
        violation.found_on = start + draw(size.years * 365);
        violation.due_on = violation.found_on + draw(30);
        if (draw(100) < 97) violation.fixed_on = violation.found_on + draw(40);
        if (!violation.fixed_on.is_never() && draw(100) < 98)
            violation.verified_on = violation.fixed_on + draw(9);
        store::ViolationTexts texts;
        texts.reference = fmt::format("V{}", i);
        texts.requirement = fmt::format("Requirement {}", draw(300));
        store::put_violation(tx, violation, texts);
    }
    tx.commit();
}

/// Steps through every row and looks at one column, as the least any reader of SQLite does.
std::int64_t step_through(store::Connection& connection, std::string_view sql) {
    store::Statement statement = connection.prepare(sql);
    std::int64_t sum = 0;
    while (statement.step())
        sum += statement.integer(0);
    return sum;
}

/// The figures of violations per organization as one would ask for them in SQL.
constexpr std::string_view figures_in_sql = R"(
    SELECT v.organization,
           count(*),
           sum(v.fixed_on IS NULL AND v.verified_on IS NULL),
           sum(v.fixed_on IS NULL AND v.due_on < '2025-12-30'),
           sum(v.due_on BETWEEN '2024-12-31' AND '2025-12-29' AND v.fixed_on <= v.due_on),
           avg(julianday(v.verified_on) - julianday(v.found_on))
    FROM violation_now AS v GROUP BY v.organization)";

/// One edition, from facts on disk to stored bytes, all statistics included. Apart, so that the memory is its
/// own.
void print_edition_in_a_process_of_its_own(std::filesystem::path const& file, Instant now,
                                           bool is_of_target_size) {
    std::fflush(stdout);
    pid_t const child = fork();
    if (child == 0) {
        auto connection = store::open_database(file, now).value();
        std::string const text{config::default_policy_text()};
        publish::Publisher publisher{connection,
                                     {config::parse_policy(text, "policy.toml").value(), text},
                                     {TimeOfDay{6 * 60}, TimeOfDay{18 * 60}},
                                     nullptr};
        double const seconds = bench::median_seconds(1, [&] {
            auto const published = publisher.publish({now, std::nullopt, "benchmark", "benchmark"}, now);
            if (!published) fmt::print("not published: {}\n", published.error().message);
        });
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        double const processor = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                                 static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
        double const megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
        fmt::print(
            "An edition, from facts on disk to stored bytes\n"
            "  {:9.4f} s, of one processor {:.4f} s, peak memory {:.0f} MB\n",
            seconds, processor, megabytes);
        if (is_of_target_size) {
            fmt::print("  target 2 s of one processor and 500 MB: {}\n",
                       processor <= 2 && megabytes <= 500 ? "met" : "missed");
        }
        fmt::print("\n");
        std::fflush(stdout);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
}

}  // namespace

int main(int count, char** arguments) {
    Size size;
    if (count > 1) size.contractors = std::atoi(arguments[1]);
    if (count > 2) size.years = std::atoi(arguments[2]);
    if (count > 3) size.violations = std::atoi(arguments[3]);
    bool const is_of_target_size =
        size.contractors == 1'000 && size.years == 10 && size.violations == 2'000'000;
    auto const folder =
        std::filesystem::temp_directory_path() / ("safetycell-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    auto const file = folder / "bench.db";
    TimeZone const utc;
    Instant const now = parse_instant("2025-12-30T18:00:00Z", utc).value();
    {
        auto created = store::create_database(file, now).value();
        double const seconds = bench::median_seconds(1, [&] { fill(created, size, now); });
        fmt::print("{} contractors, {} sites, {} years, {} incidents, {} violations; recorded in {:.1f} s\n\n",
                   size.contractors, size.sites, size.years, size.incidents, size.violations, seconds);
    }
    print_edition_in_a_process_of_its_own(file, now, is_of_target_size);
    auto connection = store::open_database_for_reading(file).value();
    store::ReadTx const tx{connection};
    auto const policy = config::parse_policy(config::default_policy_text(), "policy.toml").value();

    domain::Facts facts;
    double const load =
        bench::median_seconds(3, [&] { facts = store::load_facts(tx, store::newest_revision(tx)); });
    double const load_sql = bench::median_seconds(3, [&] {
        bench::keep(step_through(connection, "SELECT * FROM violation_now"));
        bench::keep(step_through(connection, "SELECT * FROM hours_now"));
    });
    std::vector<domain::Violation> copy;
    double const load_raw = bench::median_seconds(3, [&] {
        copy = facts.violations;
        bench::keep(copy.data());
    });
    bench::print_ratios("Load of the facts", load, "SELECT * of the same rows, stepped through", load_sql,
                        "copy of the same memory", load_raw);

    domain::AsOf const as_of{now, facts};
    double const recompute = bench::median_seconds(5, [&] {
        domain::EditionHeader header;
        header.as_of = now;
        bench::keep(domain::build_edition(facts, policy, header, nullptr).rates.figures.size());
    });
    double const sql = bench::median_seconds(3, [&] { bench::keep(step_through(connection, figures_in_sql)); });
    double const raw = bench::median_seconds(5, [&] {
        std::int64_t open = 0;
        for (domain::Violation const& violation : facts.violations) {
            open += violation.fixed_on > as_of.date && violation.verified_on > as_of.date;
        }
        bench::keep(open);
    });
    bench::print_ratios("\nRecompute of all figures of all scopes", recompute,
                        "one SQL statement, violations per organization only", sql,
                        "raw loop that counts the open violations", raw);
    if (is_of_target_size) fmt::print("  target 1 s: {}\n", recompute <= 1 ? "met" : "missed");

    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("\nPeak memory {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
    std::filesystem::remove_all(folder);
    return 0;
}
