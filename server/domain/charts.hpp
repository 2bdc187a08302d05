#pragma once
// The charts of one scope, as numbers: what a desk draws, and the tables behind the drawings.

#include "domain/control_charts.hpp"
#include "domain/rates.hpp"
#include "domain/violations.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// Days between lost time injuries that are single records; several on one day are one event.
struct TimeBetween {
    struct Point {
        Date on;
        std::string reference;  ///< Of the first injury of the day.
        std::int64_t days = 0;  ///< Since the one before.
    };

    std::vector<Point> points;              ///< The last ones, at most `most_points`.
    std::optional<TimeBetweenChart> chart;  ///< None for less than two points.
    /// The day counter's; none when there was no event with a date, or the newest is only in totals.
    std::optional<std::int64_t> open_days;
    /// How likely so many quiet days are, see streak_of.
    std::optional<double> streak_probability;

    static constexpr std::size_t most_points = 60;
};

/// Violations found in each of the last complete months: per inspection where any are recorded, per hours
/// worked otherwise. Organizations without an inspection in a month, or whose hours of it are missing or known
/// only in totals of longer periods, are left out of that month, exposure and violations alike; so are months
/// without any. What an organization's own people found, no inspection found.
struct ViolationRate {
    enum class Per : std::uint8_t { inspections, hours };
    struct Point {
        Period month;
        std::int64_t count = 0;
        double exposure = 0;  ///< Inspections, or hours.
    };

    Per per = Per::hours;
    std::vector<Point> points;
    std::optional<RateChart> chart;  ///< Per inspection, or per `unit_hours`.

    /// How much of the exposure a rate is told per.
    double unit() const { return per == Per::inspections ? 1 : unit_hours; }

    static constexpr double unit_hours = 100'000;
    static constexpr std::int32_t months = 24;
};
std::string_view to_string(ViolationRate::Per per);

/// Contractors around their common rate.
struct Funnel {
    struct Point {
        OrganizationId organization;
        std::int64_t numerator = 0;
        double hours = 0;
        double value = 0;
    };
    struct Limits {
        double hours = 0;
        FunnelLimits limits;
    };

    std::vector<Point> points;  ///< By code.
    std::optional<double> mean;
    std::vector<Limits> limits;  ///< By hours, from the fewest to the most; none without a mean above 0.
};

/// One rate at the ends of months, over the 12 months before each.
struct Trend {
    struct Point {
        Instant as_of;
        Figure figure;
    };

    std::size_t definition = 0;  ///< Index into Policy::rates.
    std::vector<Point> points;   ///< The last is about the as-of moment itself.

    static constexpr std::int32_t months = 36;
};

struct Closing {
    std::vector<ClosureStep> curve;
    ViolationFigures figures;
};

/// The days of the as-of month up to the as-of date, each with its worst event.
struct SafetyCross {
    struct Day {
        Date on;
        std::optional<IncidentClass> worst;
        std::int64_t count = 0;  ///< Of all events.
    };

    std::vector<Day> days;
};

struct Charts {
    Scope scope;
    TimeBetween time_between;
    ViolationRate violations;
    Funnel funnel;
    std::vector<Trend> trends;  ///< LTIFR and TRIFR, as far as the policy has them.
    Closing closing;
    SafetyCross safety_cross;
};

/// How likely `days` without an event are where `figure` says how many hours are worked a day, at the
/// `average` rate: exp(-rate * hours). Near 1 the streak is what was to be expected. None without hours or
/// without an average above 0.
std::optional<double> streak_of(std::int64_t days, Figure const& figure, Figure const& average, double base);

/// `moments`: what moment the edition of a day was about, so that the trend is computed about the same.
Charts compute_charts(Facts const& facts, Policy const& policy, AsOf const& as_of, Scope scope,
                      std::map<Date, Instant> const& moments = {});

}  // namespace safetycell::domain
