#include "config/rating_policy.hpp"

#include "config/policy_versions.hpp"

#include <numeric>

namespace safetycell::config {
namespace {

using domain::RatingPolicy;

double read_positive(TomlTable& table, std::string_view key) {
    double const number = table.number(key);
    if (!(number > 0)) table.add_fault(key, "must be greater than 0.");
    return number;
}

void read_weights(TomlTable& rating, RatingPolicy& policy) {
    TomlTable table = rating.table("weights");
    for (std::size_t i = 0; i < policy.weights.size(); ++i) {
        auto const component = static_cast<domain::RatingComponent>(i);
        policy.weights[i] = static_cast<std::int32_t>(table.integer(domain::to_string(component), 0, 100));
    }
    table.refuse_unknown_keys();
    std::int32_t const sum = std::accumulate(policy.weights.begin(), policy.weights.end(), 0);
    if (sum != 100) {
        rating.add_fault("weights", fmt::format("must sum to 100 and sum to {}; {} {} from one of them.", sum,
                                                sum < 100 ? "add" : "take", sum < 100 ? 100 - sum : sum - 100));
    }
}

void read_least_scores(TomlTable& rating, RatingPolicy& policy) {
    TomlTable table = rating.table("least_scores");
    double above = 100;
    for (std::size_t i = 0; i < policy.least_scores.size(); ++i) {
        std::string_view const band = domain::to_string(static_cast<domain::Band>(i));
        policy.least_scores[i] = table.number(band);
        bool const is_first = i == 0;
        if (policy.least_scores[i] < 0 || policy.least_scores[i] > above ||
            (!is_first && policy.least_scores[i] == above)) {
            table.add_fault(band, is_first ? "must be a number from 0 to 100."
                                           : "must be less than that of the band above it, and not below 0.");
        }
        above = policy.least_scores[i];
    }
    table.refuse_unknown_keys();
}

void read_gates(TomlTable& rating, RatingPolicy& policy) {
    policy.gates.reset();
    for (std::string const& word : rating.texts("gates")) {
        std::optional<domain::Gate> const gate = domain::gate_from(word);
        if (gate) {
            policy.gates.set(static_cast<std::size_t>(*gate));
        } else {
            rating.add_fault("gates", fmt::format("holds \"{}\"; known are critical_overdue, "
                                                  "cardinal_rule_breach, concealment and hours_missing.",
                                                  word));
        }
    }
}

void read_persistent(TomlTable& rating, RatingPolicy& policy) {
    TomlTable table = rating.table("persistent");
    policy.persistent_repeats = static_cast<std::int32_t>(table.integer("repeats", 1, 1000));
    policy.persistent_critical_overdue = static_cast<std::int32_t>(table.integer("critical_overdue", 1, 1000));
    table.refuse_unknown_keys();
}

}  // namespace

RatingPolicy read_rating(TomlTable& root) {
    RatingPolicy policy;
    std::optional<TomlTable> table = root.find_table("rating");
    if (!table) return policy;
    policy.version = static_cast<int>(table->integer("version", 1, 1'000'000));
    policy.repeat_days = static_cast<std::int32_t>(table->integer("repeat_days", 1, 3660));
    policy.prior_weight = read_positive(*table, "prior_weight");
    policy.average_sample = read_positive(*table, "average_sample");
    policy.half_initiative_per_100_000_hours = read_positive(*table, "half_initiative_per_100_000_hours");
    read_gates(*table, policy);
    read_weights(*table, policy);
    read_least_scores(*table, policy);
    read_persistent(*table, policy);
    table->refuse_unknown_keys();
    return policy;
}

domain::QuietPolicy read_quiet(TomlTable& root) {
    domain::QuietPolicy policy;
    std::optional<TomlTable> table = root.find_table("quiet");
    if (!table) return policy;
    policy.version = read_version(*table);
    policy.probability = table->number("probability");
    if (!(policy.probability > 0 && policy.probability < 1)) {
        table->add_fault("probability", "must be greater than 0 and less than 1.");
    }
    table->refuse_unknown_keys();
    return policy;
}

}  // namespace safetycell::config
