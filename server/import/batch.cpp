#include "import/batch.hpp"

#include "import/words.hpp"

#include <algorithm>

namespace safetycell::importing {

void Batch::count(store::Written written) {
    switch (written) {
        case store::Written::created: ++outcome.created; break;
        case store::Written::revised: ++outcome.revised; break;
        case store::Written::unchanged: ++outcome.unchanged; break;
    }
}

domain::Organization const* read_organization(Batch& batch, RowReader& reader) {
    std::string const code = reader.required_code(Field::organization);
    if (code.empty()) return nullptr;
    if (domain::Organization const* const known = batch.directory.find_organization(code)) return known;
    std::optional<Sources> const& creation = batch.mapping.mapping().create_organizations;
    if (!creation) {
        if (domain::Organization const* const named = batch.directory.find_organization_named(code))
            return named;
        reader.refuse(Field::organization, batch.directory.expected_organization(code));
        return nullptr;
    }
    RowReader created{batch.mapping, *creation, batch.writing, reader.row(), batch.faults, batch.warnings};
    domain::Organization organization;
    organization.code = code;
    organization.name = created.line_of_text(Field::name, store::longest_name);
    if (organization.name.empty()) organization.name = code;
    auto const kind = created.required_word(Field::kind, organization_kind_from_words, "own or contractor.");
    organization.kind = kind.value_or(domain::OrganizationKind::contractor);
    organization.counts_from = created.word(Field::counts_from, counts_from_from_words, "records or totals.")
                                   .value_or(domain::CountsFrom::records);
    if (created.is_faulty()) return nullptr;
    return batch.directory.create_organization(std::move(organization));
}

void warn_after_leaving(RowReader& reader, std::optional<Field> field, Date day,
                        domain::Organization const& organization) {
    if (day.is_never() || day <= organization.demobilized_on) return;
    std::string const sentence = fmt::format(
        "A {} not after {}, when \"{}\" ({}) left; this is {}. Correct it, or the day on which the "
        "organization left.",
        field ? "day" : "period that begins", to_string(organization.demobilized_on), organization.code,
        organization.name, to_string(day));
    field ? reader.warn(*field, sentence) : reader.warn_row(sentence);
}

namespace {

/// What is at a site that is not the author's is answered before anything is said of it.
bool refuse_foreign(Batch& batch, RowReader& reader, SiteId site) {
    if (!batch.request.may_record_at || batch.request.may_record_at(site)) return false;
    reader.refuse(Field::site, site ? "A site that is assigned to you."
                                    : "A site that is assigned to you; a row without one is about all sites.");
    return true;
}

}  // namespace

std::optional<Place> read_place(Batch& batch, RowReader& reader) {
    if (!reader.states(Field::site)) {
        if (refuse_foreign(batch, reader, {})) return std::nullopt;
        return batch.directory.enterprise();
    }
    std::string const code = reader.required_code(Field::site);
    if (code.empty()) return std::nullopt;
    if (std::optional<Place> known = batch.directory.find_place(code)) {
        if (refuse_foreign(batch, reader, known->site)) return std::nullopt;
        return known;
    }
    std::optional<Sources> const& creation = batch.mapping.mapping().create_sites;
    if (!creation) {
        reader.refuse(Field::site, batch.directory.expected_site(code));
        return std::nullopt;
    }
    RowReader created{batch.mapping, *creation, batch.writing, reader.row(), batch.faults, batch.warnings};
    domain::Site site;
    site.code = code;
    site.name = created.line_of_text(Field::name, store::longest_name);
    if (site.name.empty()) site.name = code;
    std::string const zone_name = created.required_code(Field::time_zone);
    Result<TimeZone> const zone = TimeZone::find(zone_name);
    if (!zone && !zone_name.empty()) created.refuse(Field::time_zone, zone.error().message);
    if (created.is_faulty()) return std::nullopt;
    site.time_zone = *zone;
    return batch.directory.create_place(std::move(site));
}

void refuse_future(RowReader& reader, Field field, Date date, Place const& place) {
    if (date.is_never() || date <= place.today) return;
    reader.refuse(
        field, fmt::format("A date that is not in the future; there it is {} today.", to_string(place.today)));
}

void refuse_earlier(RowReader& reader, Field field, Date date, std::string_view than, Date earliest) {
    if (earliest.is_never() || date >= earliest) return;
    reader.refuse(field, fmt::format("A date that is not before it was {}, {}.", than, to_string(earliest)));
}

void Keys::add(RowReader& reader, Field field, std::string const& key) {
    auto const [known, is_new] = lines_.emplace(key, reader.line());
    if (is_new) return;
    reader.refuse(field, fmt::format("A value that no other row has; lines {} and {} have the same.",
                                     known->second, reader.line()));
}

}  // namespace safetycell::importing
