// safetycell policy: records another policy as the one in force, or shows which ones were and what changed.

#include "store/policy.hpp"
#include "base/utf8.hpp"
#include "commands/verbs.hpp"
#include "config/settings.hpp"
#include "store/change_log.hpp"
#include "store/records.hpp"

namespace safetycell::commands {
namespace {

constexpr std::size_t longest_reason = 500;

std::string joined(std::vector<std::string> const& parts) {
    std::string text;
    for (std::string const& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string_view component_name(std::size_t component) {
    return domain::to_string(static_cast<domain::RatingComponent>(component));
}

std::string_view band_name(std::size_t band) {
    return domain::to_string(static_cast<domain::Band>(band));
}

std::string described(domain::RatingPolicy const& rating) {
    std::vector<std::string> weights;
    for (std::size_t i = 0; i < rating.weights.size(); ++i)
        weights.push_back(fmt::format("{} {}", component_name(i), rating.weights[i]));
    return fmt::format("rating version {}: {}", rating.version, joined(weights));
}

/// All of the rating but its version, weights and cut-offs.
domain::RatingPolicy rules_of(domain::RatingPolicy rating) {
    domain::RatingPolicy const none;
    rating.version = none.version;
    rating.weights = none.weights;
    rating.least_scores = none.least_scores;
    return rating;
}

std::vector<std::string> differences(domain::RatingPolicy const& before, domain::RatingPolicy const& after) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < after.weights.size(); ++i) {
        if (before.weights[i] == after.weights[i]) continue;
        parts.push_back(fmt::format("{} {} -> {}", component_name(i), before.weights[i], after.weights[i]));
    }
    for (std::size_t i = 0; i < after.least_scores.size(); ++i) {
        if (before.least_scores[i] == after.least_scores[i]) continue;
        parts.push_back(
            fmt::format("band {} from {} -> {}", band_name(i), before.least_scores[i], after.least_scores[i]));
    }
    if (rules_of(before) != rules_of(after)) parts.emplace_back("other rules");
    return parts;
}

std::string versions(int before, int after) {
    return before == after ? fmt::format("version {}", after) : fmt::format("version {} -> {}", before, after);
}

std::vector<std::string> differences(domain::Policy const& before, domain::Policy const& after) {
    std::vector<std::string> lines;
    if (before.rating != after.rating) {
        std::string const parts = joined(differences(before.rating, after.rating));
        lines.push_back(fmt::format("rating {}{}{}", versions(before.rating.version, after.rating.version),
                                    parts.empty() ? "" : ": ", parts));
    }
    for (domain::RateDefinition const& rate : after.rates) {
        auto const known = domain::find_rate(before, rate.id);
        if (!known) {
            lines.push_back(fmt::format("rate {} added", rate.id));
        } else if (before.rates[*known].version != rate.version) {
            lines.push_back(
                fmt::format("rate {} {}", rate.id, versions(before.rates[*known].version, rate.version)));
        }
    }
    for (domain::RateDefinition const& rate : before.rates) {
        if (!domain::find_rate(after, rate.id)) lines.push_back(fmt::format("rate {} removed", rate.id));
    }
    if (before.case_sets != after.case_sets) lines.emplace_back("settings of cases");
    auto const tell_settings = [&lines](std::string_view name, bool differ, int old_version, int version) {
        if (differ) lines.push_back(fmt::format("settings of {} {}", name, versions(old_version, version)));
    };
    tell_settings("gaps", before.gaps != after.gaps, before.gaps.version, after.gaps.version);
    bool const violations_differ = before.due != after.due || before.on_time != after.on_time ||
                                   before.violations_version != after.violations_version;
    tell_settings("violations", violations_differ, before.violations_version, after.violations_version);
    tell_settings("quiet", before.quiet != after.quiet, before.quiet.version, after.quiet.version);
    if (lines.empty()) lines.emplace_back("words only");
    return lines;
}

/// When, in the enterprise's time zone, and by whom.
std::string origin(store::ReadTx const& tx, store::Change const& change) {
    auto const enterprise = store::find_enterprise(tx);
    TimeZone const zone = enterprise ? enterprise->time_zone : TimeZone{};
    return fmt::format("{} ({}) by {}", to_civil_string(change.recorded_at, zone), zone.name(),
                       change.author.who);
}

/// The change that recorded a revision is there as long as the database is whole.
store::Change change_of(store::ReadTx const& tx, store::PolicyRevision const& revision) {
    auto change = store::find_change(tx, revision.change);
    if (!change) throw store::StoreFault(fmt::format("Change {} is missing.", revision.change));
    return *std::move(change);
}

std::string name_of_policy_in_force(store::ReadTx const& tx) {
    auto const revision = store::policy_known_at(tx, store::newest_revision(tx));
    if (!revision) return "The shipped policy";
    return "The policy of " + origin(tx, change_of(tx, *revision));
}

/// An entry for each recorded policy from change `first` on, oldest first.
std::string history_since(store::ReadTx const& tx, Revision first) {
    std::string text;
    std::optional<domain::Policy> before;
    for (store::PolicyRevision const& revision : store::load_policy_revisions(tx)) {
        auto const policy = config::parse_policy(revision.text, "the recorded policy");
        std::vector<std::string> lines;
        if (!policy) {
            lines.emplace_back("this program cannot read it");
        } else {
            lines = before ? differences(*before, *policy) : std::vector{described(policy->rating)};
            before = *policy;
        }
        if (revision.change < first) continue;
        store::Change const change = change_of(tx, revision);
        text += fmt::format("change {}, {}: {}\n", change.number, origin(tx, change), change.author.why);
        for (std::string const& line : lines)
            text += fmt::format("  {}\n", line);
    }
    return text;
}

api::JobOutcome show(app::JobContext const& context) {
    store::ReadTx const tx{context.connection};
    auto const revision = store::policy_known_at(tx, store::newest_revision(tx));
    return {0, revision ? revision->text : context.initial_policy.text, {}};
}

api::JobOutcome show_history(app::JobContext const& context) {
    store::ReadTx const tx{context.connection};
    std::string const history = history_since(tx, 0);
    if (!history.empty()) return {0, history, {}};
    return {0, "No policy has been recorded: the shipped one is in force.\n", {}};
}

api::JobOutcome record(publish::GivenPolicy const& given, app::JobContext const& context) {
    auto const recorded = publish::record_policy(context.connection, given, context.now);
    store::ReadTx const tx{context.connection};
    if (!recorded) {
        return {1,
                {},
                fmt::format("{}\nsafetycell: nothing was changed. {} stays in force.\n",
                            recorded.error().message, name_of_policy_in_force(tx))};
    }
    if (!*recorded) {
        return {0, fmt::format("Nothing has changed. {} says the same.\n", name_of_policy_in_force(tx)), {}};
    }
    return {0, "In force for every edition that knows of it:\n" + history_since(tx, **recorded), {}};
}

}  // namespace

api::JobOutcome carry_out_policy(api::Job const& job, app::JobContext const& context) {
    auto const file = option(job, "file");
    if (!file) return option(job, "show") ? show(context) : show_history(context);
    auto const reason = option(job, "reason");
    if (!reason) return failed("another policy needs a reason; give one with --reason.");
    if (auto const readable = check_line_of_text(*reason, longest_reason); !readable) {
        return failed("--reason: " + readable.error().message);
    }
    return record({*file, job.input, job.who, *reason}, context);
}

}  // namespace safetycell::commands
