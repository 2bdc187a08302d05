#pragma once
// The figures of a published edition as lines of tables, read from its document: what an export writes down.
// Documents of older programs lack some of it; what is not stated is empty.

#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "domain/definitions.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

struct RateLine {
    std::string id;
    std::string scope;
    std::string window;
    int version = 1;
    std::string first;  ///< YYYY-MM-DD.
    std::string last;
    std::optional<double> value;
    std::string reason;  ///< Why there is none.
    std::optional<double> lower;
    std::optional<double> upper;
    double numerator = 0;
    double base = 0;
    double hours = 0;
    double estimated_hours = 0;
    std::optional<double> denominator;
    double provisional = 0;
    double left_out_organizations = 0;
    double left_out_numerator = 0;
};

/// Where a contractor stands by one rate, shrunk toward all contractors.
struct RankLine {
    double numerator = 0;
    double hours = 0;
    double shrunk = 0;
    double lower = 0;
    double upper = 0;
    std::optional<double> rank_from;
    std::optional<double> rank_to;
};

struct RatingLine {
    std::string organization;  ///< Code.
    std::optional<double> score;
    std::string band;
    double points = 0;
    double possible = 0;
    std::map<std::string, double, std::less<>> points_of;  ///< By component; those that are assessed.
    std::vector<std::string> gates;
    std::vector<std::string> persistent;
    double disputed = 0;
    std::optional<double> score_without_disputed;
    std::map<std::string, RankLine, std::less<>> ranks;  ///< By rate.
};

struct RateWords {
    std::string id;
    int version = 1;
    domain::Words name;
    domain::Words explanation;
};

struct EditionTables {
    std::int64_t number = 0;
    Instant as_of;
    Revision known_through = 0;
    Instant published_at;
    int rating_version = 0;  ///< 0: it has no ratings.
    std::vector<RateWords> definitions;
    std::map<std::string, std::string, std::less<>> organizations;  ///< Names by code.
    std::map<std::string, std::string, std::less<>> sites;
    std::vector<std::string> components;  ///< Of ratings, in their order.
    std::vector<std::string> ranked;      ///< Rates by which contractors are ranked.
    std::vector<RateLine> rates;
    std::vector<RatingLine> ratings;
};

/// Error `internal` when the document cannot be read.
Result<EditionTables> parse_edition_tables(std::string_view document);

/// How suspiciously little a contractor reports.
struct QuietLine {
    std::string organization;
    std::string name;
    double reports = 0;
    double hours = 0;
    std::optional<double> expected;
    std::optional<double> probability;
    bool quiet = false;
};
struct QuietTable {
    std::int64_t edition = 0;
    Instant as_of;
    std::vector<QuietLine> lines;
};
/// Of the view for mentors and safety specialists.
Result<QuietTable> parse_quiet_table(std::string_view view);

}  // namespace safetycell::contract
