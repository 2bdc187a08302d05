// safetycell verify: proves that nothing was altered and that every edition follows from its records.

#include "commands/verbs.hpp"
#include "publish/rebuilding.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"

#include <vector>

namespace safetycell::commands {

api::JobOutcome carry_out_verify(api::Job const&, app::JobContext const& context) {
    std::vector<std::string> faults;
    auto const add = [&faults](std::vector<std::string> const& found) {
        faults.insert(faults.end(), found.begin(), found.end());
    };
    std::int64_t changes = 0;
    std::int64_t editions = 0;
    {
        store::ReadTx const tx{context.connection};
        changes = store::newest_revision(tx);
        editions = store::newest_edition_number(tx);
        add(store::find_storage_faults(tx));
        add(store::find_chain_faults(tx));
        add(store::find_edition_chain_faults(tx));
    }
    if (faults.empty()) add(publish::find_rebuild_faults(context.connection));
    if (faults.empty()) {
        return {0,
                fmt::format(
                    "Verified: {} changes in one unbroken chain, {} editions rebuilt from their records and "
                    "found equal, byte for byte.\n",
                    changes, editions),
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
