#include "import/directory.hpp"

#include "import/words.hpp"
#include "store/change_log.hpp"
#include "store/facts.hpp"
#include "store/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::importing {
namespace {

std::string expected_code(std::string_view what, std::string_view kind, std::string_view code,
                          std::vector<std::string> const& known) {
    if (known.empty()) return fmt::format("A known {}; there are none yet. Import {} first.", what, kind);
    constexpr std::size_t most_suggestions = 3;
    // Codes that differ in more than a third of their letters are no slip of the keyboard.
    std::size_t const farthest = std::max<std::size_t>(2, code.size() / 3);
    std::vector<std::pair<std::size_t, std::string_view>> near;
    for (std::string const& candidate : known) {
        std::size_t const distance = edit_distance(code, candidate);
        if (distance <= farthest) near.emplace_back(distance, candidate);
    }
    if (near.empty()) {
        return fmt::format("The code of a known {}; none is like it. Correct it, or import {} first.", what,
                           kind);
    }
    std::ranges::sort(near);
    std::string names;
    for (std::size_t i = 0; i < std::min(near.size(), most_suggestions); ++i) {
        names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", near[i].second);
    }
    return fmt::format("The code of a known {}; the nearest: {}. Or import {} first.", what, names, kind);
}

/// Names of companies are written with quotes of every kind.
std::string without_quotes(std::string_view name) {
    std::string result{name};
    for (std::string_view const quote : {"«", "»", "“", "”", "„", "‟"}) {
        for (std::size_t at = result.find(quote); at != std::string::npos; at = result.find(quote))
            result.replace(at, quote.size(), " ");
    }
    return result;
}

}  // namespace

Directory::Directory(store::WriteTx& tx, domain::Enterprise const& enterprise)
    : Codes(tx), tx_(tx), enterprise_{SiteId{}, enterprise.time_zone, enterprise.time_zone.date_at(tx.now())} {
}

domain::Organization const* Directory::find_organization(std::string_view code) {
    auto known = organizations_.find(code);
    if (known == organizations_.end()) {
        known = organizations_.emplace(code, store::find_organization(tx_, code)).first;
    }
    return known->second ? &*known->second : nullptr;
}

domain::Organization const* Directory::find_organization_named(std::string_view name) {
    KnownCodes const& known = known_codes();
    auto const found = known.organizations_by_name.find(folded(without_quotes(name)));
    if (found == known.organizations_by_name.end() || found->second.empty()) return nullptr;
    found_by_name_.emplace(name, found->second);
    return find_organization(found->second);
}

std::string Directory::found_by_name() const {
    constexpr std::size_t most_listed = 20;
    std::string words;
    std::size_t listed = 0;
    for (auto const& [name, code] : found_by_name_) {
        if (listed++ == most_listed) break;
        words += fmt::format("{}\"{}\" is {}", words.empty() ? "" : ", ", name, code);
    }
    if (found_by_name_.size() > most_listed)
        words += fmt::format(" and {} more", found_by_name_.size() - most_listed);
    return words;
}

domain::Organization const* Directory::create_organization(domain::Organization organization) {
    organization = store::put_organization(tx_, organization).record;
    ++organizations_created_;
    return &organizations_[organization.code].emplace(organization);
}

Place Directory::place_of(domain::Site const& site) const {
    return {site.id, site.time_zone, site.time_zone.date_at(tx_.now())};
}

std::optional<Place> Directory::find_place(std::string_view site_code) {
    auto known = places_.find(site_code);
    if (known == places_.end()) {
        std::optional<domain::Site> const stored = store::find_site(tx_, site_code);
        known = places_.emplace(site_code, stored ? std::optional{place_of(*stored)} : std::nullopt).first;
    }
    return known->second;
}

Place Directory::create_place(domain::Site site) {
    Place const place = place_of(store::put_site(tx_, site).record);
    places_[site.code] = place;
    ++sites_created_;
    return place;
}

Directory::KnownCodes const& Directory::known_codes() {
    if (!codes_) {
        domain::Facts const facts =
            store::load_facts(tx_, store::newest_revision(tx_), store::Violations::left_out);
        codes_.emplace();
        for (domain::Organization const& one : facts.organizations) {
            codes_->organizations.push_back(one.code);
            if (one.voided) continue;
            auto const [known, is_new] =
                codes_->organizations_by_name.emplace(folded(without_quotes(one.name)), one.code);
            if (!is_new) known->second.clear();
        }
        for (domain::Site const& one : facts.sites)
            codes_->sites.push_back(one.code);
    }
    return *codes_;
}

std::string Directory::expected_organization(std::string_view code) {
    auto const [said, is_new] = said_of_organizations_.try_emplace(std::string{code});
    if (is_new)
        said->second = expected_code("organization", "organizations", code, known_codes().organizations);
    return said->second;
}

std::string Directory::expected_site(std::string_view code) {
    auto const [said, is_new] = said_of_sites_.try_emplace(std::string{code});
    if (is_new) said->second = expected_code("site", "sites", code, known_codes().sites);
    return said->second;
}

}  // namespace safetycell::importing
