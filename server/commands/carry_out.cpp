#include "commands/verbs.hpp"

#include <array>
#include <exception>

namespace safetycell::commands {
namespace {

struct Verb {
    std::string_view name;
    api::JobOutcome (*carry_out)(api::Job const&, app::JobContext const&);
};

constexpr std::array verbs{
    Verb{"import", &carry_out_import},   Verb{"link", &carry_out_link}, Verb{"policy", &carry_out_policy},
    Verb{"publish", &carry_out_publish}, Verb{"show", &carry_out_show}, Verb{"verify", &carry_out_verify},
};

}  // namespace

api::JobOutcome carry_out(api::Job const& job, app::JobContext const& context) {
    try {
        for (Verb const& verb : verbs) {
            if (verb.name == job.verb) return verb.carry_out(job, context);
        }
        return failed(
            fmt::format("this server does not know \"{}\"; use the program of the same version.", job.verb));
    } catch (store::StoreFault const&) {
        throw;
    } catch (std::exception const& fault) {
        return failed(fmt::format("an internal fault, and nothing was changed: {}", fault.what()));
    }
}

}  // namespace safetycell::commands
