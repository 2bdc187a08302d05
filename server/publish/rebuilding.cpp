#include "publish/rebuilding.hpp"

#include "base/gzip.hpp"
#include "config/settings.hpp"
#include "contract/edition.hpp"
#include "publish/building.hpp"
#include "publish/views.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"
#include "store/facts.hpp"
#include "store/policy.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace safetycell::publish {
namespace {

/// The first place at which two texts differ, with what stands around it.
std::string first_difference(std::string_view stored, std::string_view rebuilt) {
    std::size_t const at = static_cast<std::size_t>(
        std::mismatch(stored.begin(),
                      stored.begin() + static_cast<std::ptrdiff_t>(std::min(stored.size(), rebuilt.size())),
                      rebuilt.begin())
            .first -
        stored.begin());
    std::size_t const from = at < 60 ? 0 : at - 60;
    return fmt::format("at byte {}: stored \"…{}…\", rebuilt \"…{}…\"", at, stored.substr(from, 100),
                       rebuilt.substr(from, 100));
}

}  // namespace

std::vector<std::string> find_rebuild_faults(store::Connection& connection) {
    store::ReadTx const tx{connection};
    std::vector<domain::EditionHeader> headers =
        store::load_edition_headers(tx, 0, std::numeric_limits<int>::max());
    // By revision, so that the facts only ever move forward.
    std::sort(headers.begin(), headers.end(), [](auto const& a, auto const& b) {
        return std::pair{a.known_through, a.number} < std::pair{b.known_through, b.number};
    });
    std::vector<std::string> faults;
    domain::Facts facts;
    std::string policy_text;
    domain::Policy policy;
    for (domain::EditionHeader const& header : headers) {
        auto const fault = [&](std::string_view what) {
            faults.push_back(fmt::format("Edition {}: {}", header.number, what));
        };
        auto const stored = store::find_edition(tx, header.number);
        if (!stored) {
            fault("its document cannot be read.");
            continue;
        }
        auto const in_force = store::policy_known_at(tx, header.known_through);
        if (in_force && in_force->text != stored->policy) {
            fault(fmt::format("its policy is not the one that change {} put in force.", in_force->change));
        }
        if (stored->policy != policy_text) {
            auto parsed = config::parse_policy(stored->policy, "the stored policy");
            if (!parsed) {
                fault(parsed.error().message);
                continue;
            }
            policy = *std::move(parsed);
            policy_text = stored->policy;
        }
        store::advance_facts(tx, facts, header.known_through);
        auto const edition = build_edition(tx, facts, policy, header);
        if (!edition) {
            fault(edition.error().message);
            continue;
        }
        std::string const rebuilt = contract::render_edition(*edition, facts, policy);
        bool const is_comparable = contract::is_of_this_format(stored->document);
        if (is_comparable ? rebuilt != stored->document : !contract::follows_from(stored->document, rebuilt)) {
            fault("its records no longer give it, " + first_difference(stored->document, rebuilt));
            continue;
        }
        // Of an earlier form, a view states what its document states.
        if (!is_comparable) continue;
        std::map<std::string, std::string, std::less<>> expected;
        for (RenderedView& view : render_views(*edition, facts, policy, store::epoch(tx))) {
            expected.emplace(std::move(view.audience), std::move(view.text));
        }
        for (store::View const& view : store::load_views(tx, header.number)) {
            // Compared unpacked: another version of zlib packs the same text into other bytes.
            auto const text = gunzip(view.gzip, std::numeric_limits<std::size_t>::max() / 2);
            auto const found = expected.find(view.audience);
            if (!text || found == expected.end() || *text != found->second) {
                fault(fmt::format("its view {} is not what its records give.", view.audience));
            }
            if (found != expected.end()) expected.erase(found);
        }
        for (auto const& [audience, text] : expected)
            fault(fmt::format("its view {} is missing.", audience));
    }
    return faults;
}

}  // namespace safetycell::publish
