// safetycell import: takes one file whole, in one change, or refuses it with every fault.

#include "commands/verbs.hpp"
#include "import/importer.hpp"
#include "store/change_log.hpp"

#include <iterator>

namespace safetycell::commands {
namespace {

Result<importing::Profile> chosen_profile(api::Job const& job) {
    auto const kind = importing::kind_from(option(job, "kind").value_or(""));
    if (auto const text = option(job, "profile-text")) {
        return importing::parse_profile(*text, option(job, "profile").value_or("profile"), kind);
    }
    if (auto const name = option(job, "profile")) return importing::find_shipped_profile(*name);
    if (!kind) {
        return failure(ErrorCode::invalid,
                       fmt::format("\"{}\" is not a kind of record; write {}, or name a layout with --profile.",
                                   option(job, "kind").value_or(""), importing::kinds_in_words()));
    }
    return importing::standard_profile(*kind);
}

std::string described(importing::Fault const& fault) {
    std::string where = fault.line > 0 ? fmt::format("line {}", fault.line) : std::string{"the file"};
    if (!fault.place.empty()) where = fmt::format("cell {}", fault.place);
    if (!fault.column.empty()) where += fmt::format(", column \"{}\"", fault.column);
    if (!fault.value.empty()) where += fmt::format(", \"{}\"", fault.value);
    return fmt::format("{}: {}", where, fault.expected);
}

std::string described(importing::Outcome const& outcome) {
    std::string text = fmt::format("{} rows read: {} new, {} changed, {} as they were", outcome.rows,
                                   outcome.created, outcome.revised, outcome.unchanged);
    auto const out = std::back_inserter(text);
    if (outcome.skipped > 0) fmt::format_to(out, ", {} skipped by the profile", outcome.skipped);
    if (outcome.organizations_created > 0) {
        fmt::format_to(out, "; {} organizations created", outcome.organizations_created);
    }
    if (outcome.sites_created > 0) fmt::format_to(out, "; {} sites created", outcome.sites_created);
    return text + ".\n";
}

std::string listed(std::vector<std::string> const& records, std::string_view word, std::int64_t count) {
    std::string text;
    for (std::string const& record : records)
        text += fmt::format("{}: {}\n", word, record);
    std::int64_t const more = count - static_cast<std::int64_t>(records.size());
    if (!records.empty() && more > 0) text += fmt::format("… and {} more {}.\n", more, word);
    return text;
}

std::string warnings_of(importing::Outcome const& outcome) {
    std::string text;
    for (importing::Fault const& warning : outcome.warnings)
        text += fmt::format("warning: {}\n", described(warning));
    if (outcome.more_warnings > 0) text += fmt::format("… and {} more warnings.\n", outcome.more_warnings);
    return text;
}

}  // namespace

api::JobOutcome carry_out_import(api::Job const& job, app::JobContext const& context) {
    auto profile = chosen_profile(job);
    if (!profile) return failed(profile.error().message);
    bool const dry_run = option(job, "dry-run").has_value();
    std::string const file = option(job, "file").value_or("the file");

    store::WriteTx tx{context.connection, context.now};
    auto const policy = publish::policy_in_force(tx, store::newest_revision(tx), context.initial_policy);
    if (!policy) return failed(policy.error().message);
    importing::ImportRequest request{job.input, file, *std::move(profile), job.who, dry_run};
    request.sheet = option(job, "sheet").value_or("");
    importing::Outcome const outcome = importing::import_file(tx, policy->policy, request);

    std::string said;
    for (std::string const& sentence : outcome.said_back)
        said += sentence + "\n";
    said += warnings_of(outcome);
    if (!outcome.faults.empty()) {
        std::string errors;
        for (importing::Fault const& fault : outcome.faults) {
            errors += fmt::format("{}: {}\n", file, described(fault));
        }
        if (outcome.more_faults > 0) errors += fmt::format("… and {} more.\n", outcome.more_faults);
        errors +=
            fmt::format("safetycell: nothing was imported; correct the {} above and import the file again.\n",
                        outcome.faults.size() == 1 ? "fault" : "faults");
        return {1, said, errors};
    }
    said += listed(outcome.listed_created, "new", outcome.created);
    said += listed(outcome.listed_revised, "changed", outcome.revised);
    said += described(outcome);
    if (dry_run) return {0, said + "Dry run: nothing was written.\n", {}};
    if (outcome.created + outcome.revised + outcome.organizations_created + outcome.sites_created == 0) {
        return {0, said + "Nothing has changed.\n", {}};
    }
    tx.commit();
    return {0, said, {}};
}

}  // namespace safetycell::commands
