#include "import/batch.hpp"

namespace safetycell::importing {
namespace {

domain::Site read_one(Batch const& batch, RowReader& reader) {
    domain::Site site;
    site.code = reader.required_code(Field::code);
    site.name = reader.line_of_text(Field::name, store::longest_name);
    if (!reader.states(Field::name)) reader.refuse(Field::name, "A name; the cell is empty.");
    site.time_zone = batch.directory.enterprise().time_zone;
    std::string const zone_name = reader.line_of_text(Field::time_zone, store::longest_code);
    if (zone_name.empty()) return site;
    if (Result<TimeZone> const zone = TimeZone::find(zone_name)) {
        site.time_zone = *zone;
    } else {
        reader.refuse(Field::time_zone, zone.error().message);
    }
    return site;
}

}  // namespace

void import_sites(Batch& batch) {
    std::vector<Stated<domain::Site>> sites;
    Keys keys;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        sites.push_back({read_one(batch, reader), reader.line(), row});
        std::string const& code = sites.back().record.code;
        if (!code.empty()) keys.add(reader, Field::code, code);
    }
    if (!batch.may_write()) return;
    for (Stated<domain::Site> const& one : sites) {
        write(
            batch, one, [&] { return store::find_site(batch.tx, one.record.code); },
            [&] { return store::put_site(batch.tx, one.record).written; });
    }
}

}  // namespace safetycell::importing
