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

void require_raised_versions(TomlTable& root, domain::Policy const& next, domain::Policy const& before) {
    // A policy without the table has the shipped rating.
    TomlTable rating = root.find_table("rating").value_or(root);
    require_raised_version(rating, "the rating", next.rating, before.rating);
    std::vector<TomlTable> tables = root.tables("rate");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        auto const known = domain::find_rate(before, next.rates[i].id);
        if (!known) continue;
        require_raised_version(tables[i], fmt::format("the rate {}", next.rates[i].id), next.rates[i],
                               before.rates[*known]);
    }
}

}  // namespace safetycell::config
