#pragma once
// What the setup page asks for beside the first administrator: the enterprise, or the demo instead of it; its
// zone, language and times of publication; and which rates the walls show.

#include "api/route.hpp"
#include "domain/policy.hpp"
#include "store/settings.hpp"

#include <memory>
#include <optional>
#include <string>

namespace safetycell::contract {
class ObjectReader;
}

namespace safetycell::api {

struct FirstRun {
    bool demo = false;
    std::optional<domain::Enterprise> enterprise;  ///< None with the demo, and where there is one already.
    store::EnterpriseSettings settings;
    domain::WallPolicy wall;
    std::shared_ptr<store::Connection> demo_records{};  ///< In memory, to be brought over.
};

/// The members of a body as they stand there, before anything is made of them. Empty: not given.
struct FirstRunTexts {
    bool demo = false;
    std::string enterprise;
    std::string time_zone;
    std::string language;
    std::string rates;
    std::string window;
    std::vector<std::string> slots;
};
FirstRunTexts read_first_run(contract::ObjectReader& body);

/// Checks everything, and makes the demo if it is wished for, which takes some seconds. Error `invalid` names
/// the member. A database that has an enterprise already takes a language and nothing else.
Result<FirstRun> prepare_first_run(FirstRunTexts const& texts, Context const& context, store::ReadTx const& tx);

/// Brings the demo into the database, if there is one. Precondition: no change is open.
void bring_demo(FirstRun const& run, store::WriteTx& tx);
/// Records the rest in the open change of `author`, and says in the reply what boards are to show at once.
void record_first_run(FirstRun const& run, Context const& context, std::string const& who, store::WriteTx& tx,
                      Reply& reply);

}  // namespace safetycell::api
