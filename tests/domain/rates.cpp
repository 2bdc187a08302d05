#include "domain/rates.hpp"

#include "case_file.hpp"
#include "support/figures.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using doctest::Approx;
using test::add_months;
using test::Computed;
using test::day;
using test::FactsBuilder;
using test::Json;
using test::period;

namespace {

constexpr auto rolling = WindowKind::rolling_12_months;
constexpr auto year_to_date = WindowKind::year_to_date;
constexpr auto this_month = WindowKind::month;
constexpr SiteId no_site{};

std::size_t index(IncidentClass incident_class) {
    return static_cast<std::size_t>(incident_class);
}

/// States 0 for every class, so that single counts may be set after.
PeriodTotals& with_all_counts(PeriodTotals& totals) {
    totals.counts.fill(0);
    totals.lost_days = 0;
    return totals;
}

/// Half up, as text with those decimals.
std::string printed(double value, int decimals) {
    return fmt::format("{:.{}f}", round_half_up(value, decimals), decimals);
}

/// One contractor with 1,000 h in each month of 2025.
struct OneContractor : FactsBuilder {
    OrganizationId acme = contractor("ACME");
    OneContractor() { add_months(*this, acme, no_site, "2025-01-01", "2025-12-31", 1'000); }
};

}  // namespace

TEST_CASE("Rolling windows and restatement reproduce the worked numbers of the domain reference 1.6") {
    Json const cases = test::case_file("rolling_windows.json");
    FactsBuilder builder("Asia/Almaty");
    SiteId const site = builder.site("MINE", "Asia/Almaty");
    OrganizationId const own = builder.own("OWN");
    for (std::size_t i = 0; i < cases.at("thousand_hours").size(); ++i) {
        Period const month = test::month(2024 + static_cast<int>(i / 12), static_cast<unsigned>(i % 12) + 1);
        builder.hours(own, site, month, cases["thousand_hours"][i].get<double>() * 1000);
        for (int lti = 0; lti < cases["lti"][i].get<int>(); ++lti) {
            builder.incident(own, site, to_string(month.first + 9 + lti), IncidentClass::lost_work_day_case);
        }
    }
    Incident const first_aid = builder.incident(own, site, "2025-08-12", IncidentClass::first_aid_case);

    for (Json const& expected : cases.at("as_of")) {
        CAPTURE(expected.dump());
        FactsBuilder revised = builder;
        if (expected.contains("reclassified")) {
            REQUIRE(first_aid.occurred_on == test::date_of(expected, "reclassified"));
            revised.facts.incidents[first_aid.id.index()].incident_class = IncidentClass::lost_work_day_case;
        }
        Computed const computed(revised, expected.at("date").get<std::string>());
        for (auto const& [member, window] :
             {std::pair{"rolling", rolling}, std::pair{"year_to_date", year_to_date}}) {
            Figure const& figure = computed.figure("enterprise", "ltifr", window);
            CHECK(figure.numerator == expected[member][0].get<int>());
            CHECK(figure.hours == expected[member][1].get<double>() * 1000);
            REQUIRE(figure.value);
            CHECK(fmt::format("{:.6f}", *figure.value) == expected[member][2].get<std::string>());
            CHECK(*computed.figure("site:MINE", "ltifr", window).value == *figure.value);
        }
    }
}

TEST_CASE("In December the rolling 12 months equal the year to date") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-03-03", IncidentClass::fatality);
    Computed const computed(builder, "2025-12-31");
    for (RateDefinition const& definition : computed.policy.rates) {
        Figure other = computed.figure("enterprise", definition.id, year_to_date);
        other.window = rolling;
        CHECK(other == computed.figure("enterprise", definition.id, rolling));
    }
}

TEST_CASE("A late report older than the window changes an old figure and not today's") {
    OneContractor builder;
    Computed const before(builder, "2025-12-31");
    builder.incident(builder.acme, no_site, "2024-12-30", IncidentClass::lost_work_day_case).reported_on =
        day("2025-12-20");
    CHECK(Computed(builder, "2025-12-31").rates.figures == before.rates.figures);
    CHECK(Computed(builder, "2024-12-31").figure("enterprise", "ltifr").numerator == 0);
    CHECK(Computed(builder, "2024-12-31").figure("enterprise", "ltifr").left_out_numerator == 1);
}

TEST_CASE("Published rates with known counts and hours come out as published, rounded half up") {
    for (Json const& row : test::case_file("published_rates.json")) {
        CAPTURE(row.dump());
        FactsBuilder builder;
        OrganizationId const organization = builder.own("OWN");
        PeriodTotals& totals =
            with_all_counts(builder.totals(organization, no_site, "2024-01-01", "2024-12-31"));
        totals.hours_hundredths = row.value("hours", std::int64_t{1'000'000}) * 100;
        totals.headcount = row.value("headcount", unknown_headcount);
        totals.lost_days = row.value("lost_days", std::int64_t{0});
        for (auto const& [code, count] : row.at("counts").items()) {
            totals.counts[index(*incident_class_from(code))] = count.get<std::int64_t>();
        }
        Policy policy = test::example_policy();
        // Fatality rates are published per million hours too.
        RateDefinition ffr = policy.rates[test::definition_index(policy, "far")];
        ffr.id = "ffr";
        ffr.base = 1'000'000;
        policy.rates.push_back(ffr);

        Computed const computed(builder, "2024-12-31", policy);
        auto const id = row.at("rate").get<std::string>();
        for (char const* scope : {"enterprise", "own", "organization:OWN"}) {
            Figure const& figure = computed.figure(scope, id);
            REQUIRE(figure.value);
            CHECK(*figure.value == Approx(row.at("exact").get<double>()).epsilon(5e-7));
            auto const published = row.at("published").get<std::string>();
            int const decimals = static_cast<int>(published.size() - published.find('.') - 1);
            CHECK(printed(*figure.value, decimals) == published);
        }
    }
}

TEST_CASE("Rounding is half up, also where the nearest double lies below the half") {
    CHECK(printed(7.8125, 3) == "7.813");
    CHECK(printed(0.125, 2) == "0.13");
    CHECK(printed(1.005, 2) == "1.01");
    CHECK(printed(2.675, 2) == "2.68");
    CHECK(printed(1.0049999, 2) == "1.00");
    CHECK(printed(0, 2) == "0.00");
}

TEST_CASE("The disabling and fatal injuries of an industry give the published rate") {
    FactsBuilder builder;
    OrganizationId const industry = builder.contractor("INDUSTRY");
    PeriodTotals& totals = with_all_counts(builder.totals(industry, no_site, "2012-01-01", "2012-12-31"));
    totals.hours_hundredths = 178'772'206LL * 100;
    totals.counts[index(IncidentClass::lost_work_day_case)] = 2'864;
    totals.counts[index(IncidentClass::fatality)] = 4;
    Figure const figure = Computed(builder, "2012-12-31").figure("enterprise", "ltifr");
    CHECK(figure.numerator == 2'868);
    CHECK(figure.hours == 178'772'206);
    CHECK(printed(*figure.value, 2) == "16.04");
}

TEST_CASE("A combined rate is the sum of the counts over the sum of the hours, never a mean of rates") {
    FactsBuilder builder;
    OrganizationId const own = builder.own("EMPLOYEES");
    OrganizationId const contractor = builder.contractor("CONTRACTORS");
    PeriodTotals& of_own = with_all_counts(builder.totals(own, no_site, "2023-01-01", "2023-12-31"));
    of_own.hours_hundredths = 973'879'900;
    of_own.counts[index(IncidentClass::medical_treatment_case)] = 9;
    PeriodTotals& of_contractor =
        with_all_counts(builder.totals(contractor, no_site, "2023-01-01", "2023-12-31"));
    of_contractor.hours_hundredths = 1'215'448'100;
    of_contractor.counts[index(IncidentClass::medical_treatment_case)] = 13;

    Computed const computed(builder, "2023-12-31");
    Figure const& all = computed.figure("enterprise", "trifr");
    CHECK(all.numerator == 22);
    CHECK(all.hours == 21'893'280);
    CHECK(printed(*all.value, 6) == "1.004875");
    CHECK(*computed.figure("own", "trifr").value < *all.value);
    CHECK(*all.value < *computed.figure("contractors", "trifr").value);
}

TEST_CASE("Each definition counts its classes over its base") {
    OneContractor builder;
    using enum IncidentClass;
    for (IncidentClass const incident_class :
         {fatality, permanent_total_disability, lost_work_day_case, lost_work_day_case, restricted_work_case,
          medical_treatment_case, first_aid_case, micro_injury, near_miss, hazard}) {
        Incident& incident = builder.incident(builder.acme, no_site, "2025-06-10", incident_class);
        incident.returned_on = day("2025-06-21");
    }
    Computed const computed(builder, "2025-12-31");
    auto const check = [&](char const* id, std::int64_t numerator, double value) {
        CAPTURE(id);
        Figure const& figure = computed.figure("organization:ACME", id);
        CHECK(figure.numerator == numerator);
        REQUIRE(figure.value);
        CHECK(*figure.value == Approx(value).epsilon(1e-12));
    };
    check("ltifr", 4, 4e6 / 12'000);
    check("trifr", 6, 6e6 / 12'000);
    check("trir_200k", 6, 6 * 2e5 / 12'000);
    check("dart_200k", 4, 4 * 2e5 / 12'000);
    check("far", 1, 1e8 / 12'000);
}

TEST_CASE("Lost days are attributed wholly to the date of injury, and divided by non-fatal LTIs for kt") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    add_months(builder, acme, no_site, "2024-01-01", "2025-12-31", 1'000);
    // 11 days in 2024 and 9 in 2025: all 20 are of 2024.
    builder.incident(acme, no_site, "2024-12-20", IncidentClass::lost_work_day_case).returned_on =
        day("2025-01-10");
    builder.incident(acme, no_site, "2024-05-05", IncidentClass::fatality);
    Computed const of_2024(builder, "2024-12-31");
    CHECK(of_2024.figure("enterprise", "severity").numerator == 11);
    Computed const restated(builder, "2025-12-19");
    CHECK(restated.figure("enterprise", "severity").numerator == 20);
    CHECK(*restated.figure("enterprise", "severity").value ==
          Approx(20e6 / restated.figure("enterprise", "severity").hours));
    Figure const& kt = restated.figure("enterprise", "kt");
    CHECK(kt.numerator == 20);
    CHECK(*kt.denominator == 1);
    CHECK(*kt.value == 20);
    CHECK(Computed(builder, "2025-12-31").figure("enterprise", "severity").numerator == 0);
    Figure const none = Computed(builder, "2025-12-31").figure("enterprise", "kt");
    CHECK_FALSE(none.value);
    CHECK(none.reason == NoRateReason::no_cases);
}

TEST_CASE("kch is per thousand of the average headcount over the window") {
    OneContractor builder;
    for (HoursRecord& record : builder.facts.hours)
        record.headcount = 200;
    builder.incident(builder.acme, no_site, "2025-06-10", IncidentClass::lost_work_day_case);
    OrganizationId const late = builder.contractor("LATE");
    builder.hours(late, no_site, "2025-12-01", "2025-12-31", 100).headcount = 365;
    Computed const computed(builder, "2025-12-31");
    CHECK(*computed.figure("organization:ACME", "kch").denominator == 200);
    CHECK(*computed.figure("organization:ACME", "kch").value == 5);
    CHECK(*computed.figure("organization:LATE", "kch").denominator == 31);
    CHECK(*computed.figure("contractors", "kch").value == Approx(1000.0 / 231).epsilon(1e-12));
}

TEST_CASE("A counted period without headcount leaves the organization out of kch only") {
    OneContractor builder;
    for (HoursRecord& record : builder.facts.hours)
        record.headcount = 200;
    OrganizationId const other = builder.contractor("OTHER");
    builder.hours(other, no_site, "2025-12-01", "2025-12-31", 100);
    builder.incident(other, no_site, "2025-12-10", IncidentClass::lost_work_day_case);
    Computed const computed(builder, "2025-12-31");
    Figure const& all = computed.figure("contractors", "kch");
    CHECK(*all.denominator == 200);
    CHECK(*all.value == 0);
    CHECK(all.left_out_organizations == 1);
    CHECK(all.left_out_numerator == 1);
    Figure const& alone = computed.figure("organization:OTHER", "kch");
    CHECK(alone.reason == NoRateReason::headcount_missing);
    CHECK(alone.numerator == 1);
    CHECK(computed.figure("contractors", "ltifr").left_out_organizations == 0);
}

TEST_CASE("Injuries are attributed by their date, never by the date of report") {
    OneContractor builder;
    Incident& incident =
        builder.incident(builder.acme, no_site, "2025-05-31", IncidentClass::lost_work_day_case);
    incident.reported_on = day("2025-06-20");
    CHECK(Computed(builder, "2025-06-30").figure("enterprise", "ltifr", this_month).numerator == 0);
    CHECK(Computed(builder, "2025-05-31").figure("enterprise", "ltifr", this_month).numerator == 1);
}

TEST_CASE("An injury of the first day of the window counts, one of the day before does not") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-06-01", IncidentClass::lost_work_day_case);
    CHECK(Computed(builder, "2026-05-31").figure("enterprise", "ltifr").left_out_numerator == 1);
    CHECK(Computed(builder, "2026-06-01").figure("enterprise", "ltifr").left_out_numerator == 0);
    CHECK(Computed(builder, "2025-06-30").figure("enterprise", "ltifr", this_month).numerator == 1);
    CHECK(Computed(builder, "2025-07-01").figure("enterprise", "ltifr", this_month).numerator == 0);
}

TEST_CASE("The injury of this night at an eastern site, dated tomorrow there, is not hidden") {
    FactsBuilder builder("Europe/Berlin");
    SiteId const almaty = builder.site("ALMATY", "Asia/Almaty");
    OrganizationId const acme = builder.contractor("ACME");
    add_months(builder, acme, almaty, "2025-01-01", "2025-06-30", 1'000);
    builder.incident(acme, almaty, "2025-07-01", IncidentClass::lost_work_day_case).occurred_at =
        test::instant("2025-06-30T21:10Z");
    Policy const policy = test::example_policy();
    auto const numerator_at = [&](std::string_view text) {
        Rates const rates = compute_rates(builder.facts, policy, AsOf(test::instant(text), builder.facts));
        REQUIRE(rates.figures[0].scope.kind == ScopeKind::enterprise);
        REQUIRE(policy.rates[rates.figures[0].definition].id == "ltifr");
        return rates.figures[0].numerator;
    };
    CHECK(numerator_at("2025-06-30T21:30Z") == 1);  // 23:30 in Berlin, the first of July in Almaty.
    CHECK(numerator_at("2025-06-30T21:00Z") == 0);  // Ten minutes before it happened.
}

TEST_CASE("What is dated after the as-of moment does not exist yet, and voided records never count") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-07-01", IncidentClass::lost_work_day_case);
    builder.incident(builder.acme, no_site, "2025-06-01", IncidentClass::lost_work_day_case).voided = true;
    builder.hours(builder.acme, no_site, "2025-06-01", "2025-06-30", 5'000).voided = true;
    Figure const figure = Computed(builder, "2025-06-30").figure("enterprise", "ltifr");
    CHECK(figure.numerator == 0);
    CHECK(figure.hours == 6'000);
}

TEST_CASE("A provisional case counts at once, with the mark") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-06-10", IncidentClass::lost_work_day_case).provisional = true;
    builder.incident(builder.acme, no_site, "2025-06-11", IncidentClass::lost_work_day_case);
    Figure const figure = Computed(builder, "2025-06-30").figure("contractors", "ltifr");
    CHECK(figure.numerator == 2);
    CHECK(figure.provisional == 1);
}

TEST_CASE("Hours of a cut period are shared by days") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    builder.hours(acme, no_site, "2024-01-01", "2024-12-31", 366);
    builder.hours(acme, no_site, "2025-01-01", "2025-12-31", 730);
    Figure const figure = Computed(builder, "2025-06-30").figure("enterprise", "ltifr");
    CHECK(figure.hours == Approx(184 + 2 * 181).epsilon(1e-12));
    CHECK_FALSE(figure.reaches_back);
}

TEST_CASE("Reported hours of zero give no rate: zero exposure, never 0 and never infinity") {
    FactsBuilder builder;
    OrganizationId const idle = builder.contractor("IDLE");
    builder.hours(idle, no_site, "2025-01-01", "2025-12-31", 0);
    builder.incident(idle, no_site, "2025-03-03", IncidentClass::lost_work_day_case);
    Figure const figure = Computed(builder, "2025-12-31").figure("enterprise", "ltifr");
    CHECK_FALSE(figure.value);
    CHECK(figure.reason == NoRateReason::zero_exposure);
    CHECK(figure.numerator == 1);
    CHECK(figure.denominator == 0.0);
}

TEST_CASE("Without any hours there is no rate: the count is shown with the words hours missing") {
    FactsBuilder builder;
    OrganizationId const silent = builder.contractor("SILENT");
    builder.incident(silent, no_site, "2025-03-03", IncidentClass::lost_work_day_case);
    Computed const computed(builder, "2025-12-31");
    Figure const& alone = computed.figure("organization:SILENT", "ltifr");
    CHECK_FALSE(alone.value);
    CHECK(alone.reason == NoRateReason::hours_missing);
    CHECK(alone.numerator == 1);
    CHECK(alone.left_out_organizations == 0);
    Figure const& all = computed.figure("contractors", "ltifr");
    CHECK(all.reason == NoRateReason::hours_missing);
    CHECK(all.numerator == 0);
    CHECK(all.left_out_organizations == 1);
    CHECK(all.left_out_numerator == 1);
    Figure const& own = computed.figure("own", "ltifr");
    CHECK(own.reason == NoRateReason::hours_missing);
    CHECK(own.hours == 0);
    CHECK(own.left_out_organizations == 0);
}

TEST_CASE("A total leaves out both the hours and the injuries of those without hours, and says how many") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-03-03", IncidentClass::lost_work_day_case);
    OrganizationId const silent = builder.contractor("SILENT");
    add_months(builder, silent, no_site, "2025-01-01", "2025-03-31", 9'000);  // A gap of nine months.
    builder.incident(silent, no_site, "2025-02-03", IncidentClass::lost_work_day_case);
    builder.incident(silent, no_site, "2025-11-03", IncidentClass::fatality);
    Computed const computed(builder, "2025-12-31");
    Figure const& all = computed.figure("contractors", "ltifr");
    CHECK(all.numerator == 1);
    CHECK(all.hours == 12'000);
    CHECK(all.left_out_organizations == 1);
    CHECK(all.left_out_numerator == 2);
    Completeness const& completeness = computed.completeness("contractors");
    CHECK(completeness.organizations == 2);
    CHECK(completeness.complete == 1);
    CHECK(completeness.missing == std::vector{silent});
    CHECK(completeness.hours == 12'000);
}

TEST_CASE("A trailing gap is filled up to 62 days and marked estimated; a day later the rate is gone") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    builder.hours(acme, no_site, "2025-01-01", "2025-04-02", 920);
    Computed const filled(builder, "2025-06-03");
    CHECK(filled.figure("enterprise", "ltifr").hours == Approx(1'540).epsilon(1e-12));
    CHECK(filled.figure("enterprise", "ltifr").estimated_hours == Approx(620).epsilon(1e-12));
    CHECK(filled.figure("enterprise", "ltifr", this_month).hours == Approx(30).epsilon(1e-12));
    CHECK(filled.completeness("enterprise").estimated_hours == Approx(620).epsilon(1e-12));

    Computed const lapsed(builder, "2025-06-04");
    CHECK(lapsed.figure("enterprise", "ltifr").reason == NoRateReason::hours_missing);
    CHECK(lapsed.figure("enterprise", "ltifr").left_out_organizations == 1);
    CHECK(lapsed.figure("organization:ACME", "ltifr").estimated_hours == 0);
}

TEST_CASE("Hours that arrive late take the place of the estimate") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    add_months(builder, acme, no_site, "2025-01-01", "2025-03-31", 900);
    CHECK(Computed(builder, "2025-04-30").figure("enterprise", "ltifr").estimated_hours ==
          Approx(2'700.0 / 90 * 30).epsilon(1e-12));
    builder.hours(acme, no_site, "2025-04-01", "2025-04-30", 1'500);
    Figure const restated = Computed(builder, "2025-04-30").figure("enterprise", "ltifr");
    CHECK(restated.hours == 4'200);
    CHECK(restated.estimated_hours == 0);
}

TEST_CASE("An organization that has left is not missing") {
    OneContractor builder;
    OrganizationId const left = builder.contractor("LEFT");
    add_months(builder, left, no_site, "2025-01-01", "2025-02-28", 500);
    builder.at(left).mobilized_on = day("2025-01-01");
    builder.at(left).demobilized_on = day("2025-02-28");
    Computed const computed(builder, "2025-12-31");
    CHECK(computed.figure("contractors", "ltifr").hours == 13'000);
    CHECK(computed.figure("contractors", "ltifr").left_out_organizations == 0);
    CHECK(computed.completeness("contractors").complete == 2);
    // In the month it was not there.
    CHECK(computed.figure("organization:LEFT", "ltifr", this_month).reason == NoRateReason::hours_missing);
    CHECK(computed.figure("contractors", "ltifr", this_month).left_out_organizations == 0);
}

TEST_CASE("An organization that has fallen silent, or never reported, is missing until it has left") {
    OneContractor builder;
    OrganizationId const earlier = builder.contractor("EARLIER");
    add_months(builder, earlier, no_site, "2022-01-01", "2022-12-31", 500);
    OrganizationId const registered = builder.contractor("REGISTERED");
    Computed const computed(builder, "2025-12-31");
    CHECK(computed.completeness("contractors").organizations == 3);
    CHECK(computed.completeness("contractors").missing == std::vector{earlier, registered});
    CHECK(computed.figure("contractors", "ltifr").left_out_organizations == 2);

    builder.at(earlier).demobilized_on = day("2022-12-31");
    builder.at(registered).mobilized_on = day("2026-01-10");
    CHECK(Computed(builder, "2025-12-31").completeness("contractors").organizations == 1);
}

TEST_CASE("An organization whose first record is dated later is not there yet") {
    OneContractor builder;
    OrganizationId const newcomer = builder.contractor("NEWCOMER");
    builder.incident(newcomer, no_site, "2026-02-01", IncidentClass::near_miss);
    CHECK(Computed(builder, "2025-12-31").completeness("contractors").organizations == 1);
    CHECK(Computed(builder, "2026-02-01").completeness("contractors").organizations == 2);
}

TEST_CASE("An organization that is mobilized and reports no hours is missing") {
    OneContractor builder;
    OrganizationId const silent = builder.contractor("SILENT");
    builder.at(silent).mobilized_on = day("2025-11-01");
    CHECK(Computed(builder, "2025-10-31").completeness("contractors").organizations == 1);
    CHECK(Computed(builder, "2025-11-01").completeness("contractors").missing == std::vector{silent});
    builder.at(silent).demobilized_on = day("2025-11-20");
    CHECK(Computed(builder, "2025-12-31").completeness("contractors").missing == std::vector{silent});
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr", this_month).left_out_organizations ==
          0);
}

TEST_CASE("Days between mobilization and the first hours cannot be filled") {
    OneContractor builder;
    builder.at(builder.acme).mobilized_on = day("2024-12-20");
    CHECK(Computed(builder, "2025-12-18").figure("organization:ACME", "ltifr").reason ==
          NoRateReason::hours_missing);
    CHECK(Computed(builder, "2025-12-31").figure("organization:ACME", "ltifr").value.has_value());
}

TEST_CASE("A first-aid case before the first hours takes no rate away: nobody must lose by reporting") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2024-12-20", IncidentClass::first_aid_case);
    CHECK(Computed(builder, "2025-12-18").figure("organization:ACME", "ltifr").value.has_value());
}

TEST_CASE("A recordable injury before the first hours proves presence: the hours are missing") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2024-12-20", IncidentClass::medical_treatment_case);
    CHECK(Computed(builder, "2025-12-18").figure("organization:ACME", "ltifr").reason ==
          NoRateReason::hours_missing);
    CHECK(Computed(builder, "2025-12-31").figure("organization:ACME", "ltifr").value.has_value());
}

TEST_CASE("Hours that the source calls estimated count among the estimated hours") {
    OneContractor builder;
    builder.facts.hours.front().estimated = true;
    Figure const figure = Computed(builder, "2025-12-31").figure("contractors", "ltifr");
    CHECK(figure.hours == 12'000);
    CHECK(figure.estimated_hours == 1'000);
}

TEST_CASE("A site has the hours and injuries of organizations there, and their share of filled gaps") {
    FactsBuilder builder;
    SiteId const north = builder.site("NORTH");
    SiteId const south = builder.site("SOUTH");
    OrganizationId const acme = builder.contractor("ACME");
    OrganizationId const own = builder.own("OWN");
    builder.hours(acme, north, "2025-01-01", "2025-01-31", 310);
    builder.hours(acme, south, "2025-01-01", "2025-01-31", 930);
    builder.hours(own, north, "2025-01-01", "2025-02-10", 4'100);
    builder.incident(acme, north, "2025-01-05", IncidentClass::lost_work_day_case);
    builder.incident(own, south, "2025-01-05", IncidentClass::lost_work_day_case);
    builder.incident(own, no_site, "2025-01-05", IncidentClass::lost_work_day_case);
    Computed const computed(builder, "2025-02-10");
    Figure const& at_north = computed.figure("site:NORTH", "ltifr");
    CHECK(at_north.numerator == 1);
    CHECK(at_north.hours == Approx(310 + 100 + 4'100).epsilon(1e-12));
    CHECK(at_north.estimated_hours == Approx(100).epsilon(1e-12));
    // Own people were hurt in the south without a single hour there: left out there, both ways, and said.
    Figure const& at_south = computed.figure("site:SOUTH", "ltifr");
    CHECK(at_south.numerator == 0);
    CHECK(at_south.hours == Approx(930 + 300).epsilon(1e-12));
    CHECK(at_south.left_out_organizations == 1);
    CHECK(at_south.left_out_numerator == 1);
    CHECK(computed.completeness("site:SOUTH").missing == std::vector{own});
    CHECK(computed.figure("enterprise", "ltifr").numerator == 3);
    CHECK(computed.figure("enterprise", "ltifr").left_out_organizations == 0);
}

TEST_CASE("A window that cuts a period total takes the whole period, hours and counts, and says since when") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    PeriodTotals& history = with_all_counts(builder.totals(acme, no_site, "2024-10-01", "2024-12-31"));
    history.hours_hundredths = 300'000;
    history.counts[index(IncidentClass::lost_work_day_case)] = 2;
    add_months(builder, acme, no_site, "2025-01-01", "2025-11-30", 1'000);
    OrganizationId const other = builder.contractor("OTHER");
    builder.hours(other, no_site, "2024-01-01", "2025-11-30", 700);
    builder.incident(other, no_site, "2024-10-15", IncidentClass::fatality);

    Computed const computed(builder, "2025-11-30");
    Figure const& alone = computed.figure("organization:ACME", "ltifr");
    CHECK(alone.numerator == 2);
    CHECK(alone.hours == 14'000);
    CHECK(alone.reaches_back);
    CHECK(alone.period == period("2024-10-01", "2025-11-30"));
    // The others keep their window: the total of one does not drag in their older injuries.
    Figure const& all = computed.figure("contractors", "ltifr");
    CHECK(all.numerator == 2);
    CHECK(all.hours == Approx(14'000 + 365).epsilon(1e-12));
    CHECK(all.reaches_back);
    CHECK(all.period.first == day("2024-10-01"));
    CHECK_FALSE(computed.figure("organization:OTHER", "ltifr").reaches_back);
    CHECK_FALSE(computed.figure("contractors", "ltifr", year_to_date).reaches_back);
    CHECK(computed.figure("contractors", "ltifr", year_to_date).numerator == 0);
}

TEST_CASE("A total that ended before the window is not in it, and one that has not ended does not exist yet") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    with_all_counts(builder.totals(acme, no_site, "2024-01-01", "2024-12-31")).hours_hundredths = 100'000;
    with_all_counts(builder.totals(acme, no_site, "2025-01-01", "2025-12-31")).hours_hundredths = 200'000;
    for (PeriodTotals& totals : builder.facts.period_totals) {
        totals.counts[index(IncidentClass::lost_work_day_case)] = totals.id.value;
    }
    Figure const whole = Computed(builder, "2025-12-31").figure("contractors", "ltifr");
    CHECK(whole.numerator == 2);
    CHECK(whole.hours == 2'000);
    CHECK_FALSE(whole.reaches_back);
    Figure const earlier = Computed(builder, "2025-01-20").figure("contractors", "ltifr");
    CHECK(earlier.numerator == 1);
    CHECK(earlier.reaches_back);
    CHECK(earlier.estimated_hours == Approx(20 * 1'000.0 / 366).epsilon(1e-12));
}

TEST_CASE("Counts of a total without hours reach back together with the single hours") {
    FactsBuilder builder;
    OrganizationId const mine = builder.contractor("MINE");
    builder.at(mine).counts_from = CountsFrom::totals;
    builder.hours(mine, no_site, "2024-10-01", "2024-12-31", 920);
    builder.hours(mine, no_site, "2025-01-01", "2025-09-30", 2'730);
    builder.totals(mine, no_site, "2024-10-01", "2024-12-31").counts[index(IncidentClass::fatality)] = 1;
    builder.totals(mine, no_site, "2025-01-01", "2025-09-30").counts[index(IncidentClass::fatality)] = 0;
    Figure const figure = Computed(builder, "2025-11-30").figure("organization:MINE", "far");
    CHECK(figure.numerator == 1);
    CHECK(figure.reaches_back);
    CHECK(figure.hours == Approx(920 + 2'730).epsilon(1e-9));
}

TEST_CASE("Single injury records replace the counts of a total, which is only compared with them") {
    OneContractor builder;
    PeriodTotals& form = with_all_counts(builder.totals(builder.acme, no_site, "2025-03-01", "2025-03-31"));
    form.counts[index(IncidentClass::lost_work_day_case)] = 2;
    form.counts[index(IncidentClass::medical_treatment_case)] = 1;
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").numerator == 2);
    CHECK(Computed(builder, "2025-12-31").rates.differences.empty());

    builder.incident(builder.acme, no_site, "2025-03-05", IncidentClass::lost_work_day_case);
    builder.incident(builder.acme, no_site, "2025-03-06", IncidentClass::near_miss);
    Computed const computed(builder, "2025-12-31");
    CHECK(computed.figure("contractors", "ltifr").numerator == 1);
    REQUIRE(computed.rates.differences.size() == 1);
    TotalsDifference const& difference = computed.rates.differences.front();
    CHECK(difference.organization == builder.acme);
    CHECK(difference.period == period("2025-03-01", "2025-03-31"));
    CHECK(difference.lti_in_totals == 2);
    CHECK(difference.lti_in_records == 1);
    CHECK(difference.tri_in_totals == 3);
    CHECK(difference.tri_in_records == 1);
    CHECK(difference.hours_in_totals == -1);
    CHECK(difference.hours_in_records == 1'000);
}

TEST_CASE("A first-aid record never hides a lost time injury that only the total states") {
    OneContractor builder;
    PeriodTotals& form = with_all_counts(builder.totals(builder.acme, no_site, "2025-03-01", "2025-03-31"));
    form.counts[index(IncidentClass::lost_work_day_case)] = 2;
    form.counts[index(IncidentClass::first_aid_case)] = 5;
    builder.incident(builder.acme, no_site, "2025-03-05", IncidentClass::first_aid_case);
    builder.incident(builder.acme, no_site, "2025-03-06", IncidentClass::micro_injury);
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").numerator == 2);
}

TEST_CASE("Records at another site do not replace a site's total; a total without a site is replaced by any") {
    FactsBuilder builder;
    SiteId const north = builder.site("NORTH");
    SiteId const south = builder.site("SOUTH");
    OrganizationId const acme = builder.contractor("ACME");
    add_months(builder, acme, north, "2025-01-01", "2025-12-31", 1'000);
    add_months(builder, acme, south, "2025-01-01", "2025-12-31", 1'000);
    PeriodTotals& form = with_all_counts(builder.totals(acme, north, "2025-03-01", "2025-03-31"));
    form.counts[index(IncidentClass::lost_work_day_case)] = 2;
    builder.incident(acme, south, "2025-03-05", IncidentClass::lost_work_day_case);
    Computed const by_site(builder, "2025-12-31");
    CHECK(by_site.figure("contractors", "ltifr").numerator == 3);
    CHECK(by_site.figure("site:NORTH", "ltifr").numerator == 2);
    CHECK(by_site.figure("site:SOUTH", "ltifr").numerator == 1);

    builder.facts.period_totals.front().site = no_site;
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").numerator == 1);
}

TEST_CASE("Hours records replace the hours of a total only when they cover its every day") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    with_all_counts(builder.totals(acme, no_site, "2025-01-01", "2025-03-31")).hours_hundredths = 300'000;
    builder.hours(acme, no_site, "2025-01-01", "2025-01-31", 700);
    builder.hours(acme, no_site, "2025-02-01", "2025-02-28", 700);
    Computed const partly(builder, "2025-03-31");
    CHECK(partly.figure("contractors", "ltifr").hours == 3'000);
    CHECK(partly.rates.differences.empty());

    builder.hours(acme, no_site, "2025-03-01", "2025-04-30", 1'220);  // Half of it lies after the total.
    Computed const covered(builder, "2025-04-30");
    CHECK(covered.figure("contractors", "ltifr").hours == 700 + 700 + 1'220);
    REQUIRE(covered.rates.differences.size() == 1);
    CHECK(covered.rates.differences.front().hours_in_totals == 3'000);
    CHECK(covered.rates.differences.front().hours_in_records == Approx(1'400 + 620).epsilon(1e-12));
}

TEST_CASE("Of a record that a total cuts, the days outside the total still count") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    with_all_counts(builder.totals(acme, no_site, "2025-02-01", "2025-02-28")).hours_hundredths = 500'000;
    builder.hours(acme, no_site, "2025-02-10", "2025-03-31", 500);
    CHECK(Computed(builder, "2025-03-31").figure("contractors", "ltifr").hours ==
          Approx(5'000 + 310).epsilon(1e-12));
}

TEST_CASE("Hours of totals and records that differ by no more than half a percent are no difference") {
    OneContractor builder;
    builder.totals(builder.acme, no_site, "2025-03-01", "2025-03-31").hours_hundredths = 100'500;
    CHECK(Computed(builder, "2025-12-31").rates.differences.empty());
    builder.facts.period_totals.front().hours_hundredths = 100'600;
    CHECK(Computed(builder, "2025-12-31").rates.differences.size() == 1);
    builder.facts.period_totals.front().hours_hundredths = 99'400;
    CHECK(Computed(builder, "2025-12-31").rates.differences.size() == 1);
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").value.has_value());
}

TEST_CASE("An organization that keeps only totals has the rates of the counts they state, and no others") {
    FactsBuilder builder;
    OrganizationId const mine = builder.contractor("MINE");
    builder.at(mine).counts_from = CountsFrom::totals;
    OrganizationId const without = builder.contractor("WITHOUT");
    builder.at(without).counts_from = CountsFrom::totals;
    for (OrganizationId const organization : {mine, without}) {
        builder.hours(organization, no_site, "2013-01-01", "2013-06-30", 50'000);
        builder.hours(organization, no_site, "2013-07-01", "2013-12-31", 50'000);
    }
    for (auto const& [first, last] :
         {std::pair{"2013-01-01", "2013-06-30"}, std::pair{"2013-07-01", "2013-12-31"}}) {
        PeriodTotals& totals = builder.totals(mine, no_site, first, last);
        totals.counts[index(IncidentClass::fatality)] = 1;
        totals.counts[index(IncidentClass::permanent_total_disability)] = 0;
        totals.lost_days = 40;
    }
    Computed const computed(builder, "2013-12-31");
    CHECK(*computed.figure("organization:MINE", "far").value == 2e8 / 100'000);
    CHECK(*computed.figure("organization:MINE", "severity").value == 80e6 / 100'000);
    Figure const& ltifr = computed.figure("organization:MINE", "ltifr");
    CHECK_FALSE(ltifr.value);
    CHECK(ltifr.reason == NoRateReason::counts_missing);
    CHECK(ltifr.numerator == 2);  // What is known of it.
    CHECK(ltifr.hours == 100'000);
    for (char const* id : {"ltifr", "far", "severity", "kt"}) {
        CHECK(computed.figure("organization:WITHOUT", id).reason == NoRateReason::counts_missing);
    }
    Figure const& far = computed.figure("contractors", "far");
    CHECK(far.hours == 100'000);
    CHECK(far.left_out_organizations == 1);
    CHECK(computed.figure("contractors", "ltifr").left_out_organizations == 2);
    CHECK(computed.figure("contractors", "ltifr").left_out_numerator == 2);
    CHECK(computed.completeness("contractors").complete == 2);
}

TEST_CASE("Where only totals are kept, days after the last total add no estimated hours: they have no counts") {
    FactsBuilder builder;
    OrganizationId const mine = builder.contractor("MINE");
    builder.at(mine).counts_from = CountsFrom::totals;
    domain::PeriodTotals& totals = builder.totals(mine, {}, "2024-01-01", "2024-12-31");
    totals.hours_hundredths = 36'600'000;
    totals.counts.fill(0);
    totals.counts[static_cast<std::size_t>(IncidentClass::lost_work_day_case)] = 3;
    Computed const computed{builder, "2025-01-31"};
    domain::Figure const& figure = computed.figure("organization:MINE", "ltifr");
    CHECK(figure.hours == 366'000);
    CHECK(figure.numerator == 3);
    CHECK(figure.estimated_hours == 0);
}

TEST_CASE("A period without totals is unknown where only totals are kept, and zero where records are") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    builder.hours(acme, no_site, "2025-01-01", "2025-12-31", 12'000);
    with_all_counts(builder.totals(acme, no_site, "2025-01-01", "2025-11-30"));
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").value == 0.0);
    builder.at(acme).counts_from = CountsFrom::totals;
    CHECK(Computed(builder, "2025-12-31").figure("organization:ACME", "ltifr").reason ==
          NoRateReason::counts_missing);
    with_all_counts(builder.totals(acme, no_site, "2025-12-01", "2025-12-31"));
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").value == 0.0);
}

TEST_CASE(
    "A count that a counted total does not state is unknown, which is not zero, also where records are kept") {
    OneContractor builder;
    PeriodTotals& totals = builder.totals(builder.acme, no_site, "2025-03-01", "2025-03-31");
    totals.counts[index(IncidentClass::fatality)] = 0;
    Computed const partly(builder, "2025-12-31");
    CHECK(partly.figure("contractors", "far").value == 0.0);
    CHECK(partly.figure("contractors", "ltifr").reason == NoRateReason::counts_missing);
    CHECK(partly.figure("contractors", "severity").reason == NoRateReason::counts_missing);

    // A total of hours only says nothing of injuries: the records do.
    builder.facts.period_totals.front().counts.fill(unknown_count);
    builder.facts.period_totals.front().hours_hundredths = 100'000;
    CHECK(Computed(builder, "2025-12-31").figure("contractors", "ltifr").value == 0.0);
}

TEST_CASE("Counts of a total before the first hours prove presence: the hours are missing") {
    OneContractor builder;
    with_all_counts(builder.totals(builder.acme, no_site, "2024-12-01", "2024-12-31"));
    CHECK(Computed(builder, "2025-12-15").figure("organization:ACME", "ltifr").reason ==
          NoRateReason::hours_missing);
    CHECK(Computed(builder, "2025-12-31").figure("organization:ACME", "ltifr").value.has_value());
}

TEST_CASE("People counted without a site beside hours by site are at no known site, unless there are none") {
    FactsBuilder builder;
    SiteId const north = builder.site("NORTH");
    OrganizationId const acme = builder.contractor("ACME");
    add_months(builder, acme, north, "2025-01-01", "2025-12-31", 1'000);
    with_all_counts(builder.totals(acme, no_site, "2025-01-01", "2025-12-31"));
    CHECK(Computed(builder, "2025-12-31").figure("site:NORTH", "ltifr").value == 0.0);
    builder.facts.period_totals.front().counts[index(IncidentClass::lost_work_day_case)] = 1;
    Computed const computed(builder, "2025-12-31");
    CHECK(computed.figure("site:NORTH", "ltifr").reason == NoRateReason::counts_missing);
    CHECK(computed.figure("site:NORTH", "far").value == 0.0);
    CHECK(computed.figure("enterprise", "ltifr").numerator == 1);
}

TEST_CASE("A voided organization is nowhere") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-03-05", IncidentClass::lost_work_day_case);
    builder.at(builder.acme).voided = true;
    Computed const computed(builder, "2025-12-31");
    CHECK(computed.figure("enterprise", "ltifr").hours == 0);
    CHECK(computed.completeness("enterprise").organizations == 0);
    CHECK(computed.rates.completeness.size() == 3);
}

TEST_CASE("Figures stand by scope, then definition, then window") {
    OneContractor builder;
    builder.site("NORTH");
    Computed const computed(builder, "2025-12-31");
    std::vector<Scope> const scopes = all_scopes(builder.facts);
    std::size_t const rates = computed.policy.rates.size();
    REQUIRE(computed.rates.figures.size() == scopes.size() * rates * all_window_kinds.size());
    for (std::size_t i = 0; i < computed.rates.figures.size(); ++i) {
        Figure const& figure = computed.rates.figures[i];
        CHECK(figure.scope == scopes[i / (rates * all_window_kinds.size())]);
        CHECK(figure.definition == i / all_window_kinds.size() % rates);
        CHECK(figure.window == all_window_kinds[i % all_window_kinds.size()]);
        CHECK(figure.value.has_value() != figure.reason.has_value());
    }
}

TEST_CASE("Reports received in the window are counted, hours missing or not") {
    OneContractor builder;
    builder.incident(builder.acme, no_site, "2025-06-01", IncidentClass::near_miss);
    builder.incident(builder.acme, no_site, "2025-06-02", IncidentClass::hazard);
    builder.incident(builder.acme, no_site, "2025-06-03", IncidentClass::micro_injury);
    builder.incident(builder.acme, no_site, "2025-06-04", IncidentClass::first_aid_case);
    builder.incident(builder.acme, no_site, "2024-06-04", IncidentClass::near_miss);
    OrganizationId const silent = builder.contractor("SILENT");
    builder.incident(silent, no_site, "2025-06-05", IncidentClass::near_miss);
    CHECK(Computed(builder, "2025-12-31").completeness("contractors").reports == 4);
    CHECK(Computed(builder, "2025-12-31").completeness("organization:ACME").reports == 3);
}
