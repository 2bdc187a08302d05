#pragma once
// A database of a test's own that files are imported into, and what it then holds.

#include "config/settings.hpp"
#include "import/importer.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/facts.hpp"
#include "store/records.hpp"
#include "support/source_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::test {

inline Instant moment(std::string_view text) {
    return parse_instant(text, TimeZone{}).value();
}

inline Date day(std::string_view text) {
    return parse_date(text).value();
}

class ImportInto {
public:
    /// Everything is recorded at `now`, which is also what "the future" begins after.
    explicit ImportInto(std::string_view zone = "UTC", std::string_view now = "2026-01-15T12:00Z")
        : now_(moment(now)),
          connection_(store::create_database(folder_ / "e.db", now_).value()),
          policy_(config::parse_policy(config::default_policy_text(), "policy.toml").value()) {
        store::WriteTx tx{connection_, now_};
        tx.open_change({"test", "", "test"});
        store::put_enterprise(tx, {"Example", TimeZone::find(zone).value(), false});
        tx.commit();
    }

    /// Commits unless there are faults, as the command line does.
    importing::Outcome file(std::string_view bytes, importing::Profile profile, std::string name = "test.csv") {
        store::WriteTx tx{connection_, now_};
        importing::Outcome outcome =
            importing::import_file(tx, policy_, {bytes, std::move(name), std::move(profile), "test"});
        if (outcome.faults.empty()) tx.commit();
        return outcome;
    }
    importing::Outcome file(std::string_view bytes, importing::Kind kind) {
        return file(bytes, importing::standard_profile(kind));
    }

    importing::Outcome dry_run(std::string_view bytes, importing::Kind kind) {
        store::WriteTx tx{connection_, now_};
        return importing::import_file(tx, policy_,
                                      {bytes, "test.csv", importing::standard_profile(kind), "test", true});
    }

    /// Imports a file that must be taken without a fault.
    void given(importing::Kind kind, std::string_view bytes) {
        importing::Outcome const outcome = file(bytes, kind);
        for (importing::Fault const& fault : outcome.faults) {
            INFO(fault.line << " " << fault.column << " " << fault.value << ": " << fault.expected);
            REQUIRE(outcome.faults.empty());
        }
    }

    domain::Facts facts() {
        store::ReadTx const tx{connection_};
        return store::load_facts(tx, store::newest_revision(tx));
    }
    Revision revision() {
        store::ReadTx const tx{connection_};
        return store::newest_revision(tx);
    }
    std::optional<store::Change> newest_change() {
        store::ReadTx const tx{connection_};
        return store::find_change(tx, store::newest_revision(tx));
    }
    std::optional<store::StoredViolation> violation(std::string_view reference) {
        store::ReadTx const tx{connection_};
        return store::find_violation(tx, reference);
    }

private:
    TemporaryFolder folder_;
    Instant now_;
    store::Connection connection_;
    domain::Policy policy_;
};

/// A file of the shared public data; nothing, said loudly, where it is not there.
inline std::optional<std::string> public_data(std::string_view name) {
    std::filesystem::path const path = std::filesystem::path{source_file("../shared/data")} / name;
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        MESSAGE("SKIPPED, NOT TESTED: there is no " << path.string());
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

/// "line 3, Hours: …" for each fault, to compare and to print.
inline std::vector<std::string> places(importing::Outcome const& outcome) {
    std::vector<std::string> places;
    for (importing::Fault const& fault : outcome.faults) {
        places.push_back(std::to_string(fault.line) + " " + fault.column + " [" + fault.value + "]");
    }
    return places;
}

inline bool says(importing::Outcome const& outcome, std::string_view sentence) {
    for (std::string const& said : outcome.said_back) {
        if (said == sentence) return true;
    }
    std::string all;
    for (std::string const& said : outcome.said_back)
        all += said + "\n";
    MESSAGE("Not said: " << sentence << "\nSaid was:\n" << all);
    return false;
}

}  // namespace safetycell::test
