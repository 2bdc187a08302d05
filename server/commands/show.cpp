// safetycell show: an edition as it was published, as text or as JSON.

#include "commands/verbs.hpp"
#include "contract/edition.hpp"
#include "contract/edition_text.hpp"
#include "store/editions.hpp"

#include <charconv>

namespace safetycell::commands {
namespace {

std::optional<std::int64_t> number_from(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
    return number;
}

}  // namespace

api::JobOutcome carry_out_show(api::Job const& job, app::JobContext const& context) {
    store::ReadTx const tx{context.connection};
    std::int64_t const newest = store::newest_edition_number(tx);
    if (newest == 0) {
        return failed("no edition has been published yet; publish one with `safetycell publish`.");
    }
    std::int64_t number = newest;
    if (auto const wanted = option(job, "edition")) {
        auto const parsed = number_from(*wanted);
        if (!parsed || *parsed > newest) {
            return failed(
                fmt::format("there is no edition \"{}\"; they are numbered 1 to {}.", *wanted, newest));
        }
        number = *parsed;
    }
    auto const edition = store::find_edition(tx, number);
    if (!edition) return failed(fmt::format("edition {} cannot be read; run `safetycell verify`.", number));
    std::string document = edition->document;
    if (auto const scope = option(job, "scope")) {
        auto cut = contract::cut_to_scope(document, *scope);
        if (!cut) return failed(cut.error().message);
        document = *std::move(cut);
    }
    return {0, option(job, "json") ? document + "\n" : contract::render_edition_text(document), {}};
}

}  // namespace safetycell::commands
