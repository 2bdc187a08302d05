// safetycell verify: proves that nothing was altered and that every edition follows from its records.

#include "commands/verbs.hpp"
#include "publish/rebuilding.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"
#include "store/photos.hpp"

#include <charconv>
#include <optional>
#include <vector>

namespace safetycell::commands {
namespace {

/// Where both chains end. A file cannot show that its own end was cut off; a copy of this kept elsewhere can.
struct Ends {
    std::string change;   ///< "412:" and the hash of change 412; empty: there is none.
    std::string edition;  ///< Likewise.
};

std::string end_of(std::int64_t number, std::string_view hash) {
    return fmt::format("{}:{}", number, hash);
}

Ends find_ends(store::ReadTx const& tx) {
    Ends ends;
    if (auto const change = store::find_change(tx, store::newest_revision(tx))) {
        ends.change = end_of(change->number, change->hash);
    }
    if (auto const edition = store::find_edition(tx, store::newest_edition_number(tx))) {
        ends.edition = end_of(edition->header.number, edition->sha256);
    }
    return ends;
}

std::optional<std::int64_t> number_before_colon(std::string_view end) {
    std::int64_t number = 0;
    auto const [stopped, fault] = std::from_chars(end.data(), end.data() + end.size(), number);
    if (fault != std::errc{} || stopped == end.data() + end.size() || *stopped != ':') return std::nullopt;
    return number;
}

/// Photos whose files are missing or are not what was kept.
std::vector<std::string> find_file_faults(store::ReadTx const& tx, evidence::Files const& evidence) {
    std::vector<std::string> faults;
    for (std::string const& sha256 : store::photo_files(tx)) {
        auto const bytes = evidence.read(sha256);
        if (!bytes) {
            faults.push_back(
                fmt::format("{} It belongs into {}.", bytes.error().message, evidence.folder().string()));
        }
    }
    return faults;
}

/// Faults when what was once an end is not part of the chains any more.
std::vector<std::string> find_cut_ends(store::ReadTx const& tx, Ends const& once) {
    std::vector<std::string> faults;
    auto const change = store::find_change(tx, number_before_colon(once.change).value_or(0));
    if (!once.change.empty() && (!change || end_of(change->number, change->hash) != once.change)) {
        faults.push_back(
            fmt::format("Change {} is not in this file: its end was cut off or written anew.", once.change));
    }
    auto const edition = store::find_edition(tx, number_before_colon(once.edition).value_or(0));
    if (!once.edition.empty() &&
        (!edition || end_of(edition->header.number, edition->sha256) != once.edition)) {
        faults.push_back(
            fmt::format("Edition {} is not in this file: its end was cut off or written anew.", once.edition));
    }
    return faults;
}

}  // namespace

api::JobOutcome carry_out_verify(api::Job const& job, app::JobContext const& context) {
    std::vector<std::string> faults;
    auto const add = [&faults](std::vector<std::string> const& found) {
        faults.insert(faults.end(), found.begin(), found.end());
    };
    std::int64_t changes = 0;
    std::int64_t editions = 0;
    Ends ends;
    {
        store::ReadTx const tx{context.connection};
        changes = store::newest_revision(tx);
        editions = store::newest_edition_number(tx);
        add(store::find_storage_faults(tx));
        add(store::find_chain_faults(tx));
        add(store::find_edition_chain_faults(tx));
        add(find_file_faults(tx, context.evidence));
        if (faults.empty()) {
            ends = find_ends(tx);
            add(find_cut_ends(tx, {option(job, "change").value_or(""), option(job, "edition").value_or("")}));
        }
    }
    if (faults.empty()) add(publish::find_rebuild_faults(context.connection));
    if (faults.empty()) {
        return {0,
                fmt::format(
                    "Verified: {} changes in one unbroken chain, {} editions rebuilt from their records and "
                    "found equal.\nKeep this elsewhere, to prove later that nothing was cut off the end:{}{}\n",
                    changes, editions, ends.change.empty() ? "" : " --change " + ends.change,
                    ends.edition.empty() ? "" : " --edition " + ends.edition),
                {}};
    }
    std::string text;
    for (std::string const& fault : faults)
        text += fault + "\n";
    return {1,
            {},
            fmt::format("{}safetycell: {} {} found. Keep this file as it is, and restore the last backup that "
                        "verifies.\n",
                        text, faults.size(), faults.size() == 1 ? "fault was" : "faults were")};
}

}  // namespace safetycell::commands
