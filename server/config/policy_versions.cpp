#include "config/policy_versions.hpp"

namespace safetycell::config {
namespace {

bool measure_the_same(domain::RatingPolicy left, domain::RatingPolicy const& right) {
    left.version = right.version;
    return left == right;
}

bool measure_the_same(domain::RateDefinition const& left, domain::RateDefinition const& right) {
    return left.numerator == right.numerator && left.classes == right.classes &&
           left.denominator == right.denominator && left.base == right.base;
}

bool measure_the_same(domain::GapPolicy left, domain::GapPolicy const& right) {
    left.version = right.version;
    return left == right;
}

bool measure_the_same(domain::QuietPolicy left, domain::QuietPolicy const& right) {
    left.version = right.version;
    return left == right;
}

struct ViolationRules {
    int version = 1;
    domain::DuePolicy due;
    domain::OnTimeDefinition on_time;
};

bool measure_the_same(ViolationRules const& left, ViolationRules const& right) {
    return left.due == right.due && left.on_time == right.on_time;
}

ViolationRules violation_rules_of(domain::Policy const& policy) {
    return {policy.violations_version, policy.due, policy.on_time};
}

template <class Versioned>
void require_raised_version(TomlTable& table, std::string_view what, Versioned const& next,
                            Versioned const& before) {
    if (next.version > before.version) return;
    if (!measure_the_same(next, before)) {
        table.add_fault("version", fmt::format("must be at least {}: what {} measures differs from version {}, "
                                               "which is in force.",
                                               before.version + 1, what, before.version));
    } else if (next.version < before.version) {
        table.add_fault("version",
                        fmt::format("must be at least {}, the version of {} in force.", before.version, what));
    }
}

}  // namespace

int read_version(TomlTable& table) {
    return static_cast<int>(table.find_integer("version", 1, highest_version).value_or(1));
}

void require_raised_versions(TomlTable& root, domain::Policy const& next, domain::Policy const& before) {
    auto const require = [&root](std::string_view name, std::string_view what, auto const& now,
                                 auto const& then) {
        // A policy without the table has the shipped rules.
        TomlTable table = root.find_table(name).value_or(root);
        require_raised_version(table, what, now, then);
    };
    require("gaps", "the rule for missing hours", next.gaps, before.gaps);
    require("violations", "the rules for violations", violation_rules_of(next), violation_rules_of(before));
    require("rating", "the rating", next.rating, before.rating);
    require("quiet", "the rule of who is quiet", next.quiet, before.quiet);
    std::vector<TomlTable> tables = root.tables("rate");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        auto const known = domain::find_rate(before, next.rates[i].id);
        if (!known) continue;
        require_raised_version(tables[i], fmt::format("the rate {}", next.rates[i].id), next.rates[i],
                               before.rates[*known]);
    }
}

}  // namespace safetycell::config
