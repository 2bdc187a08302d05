#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

domain::Organization read_one(RowReader& reader) {
    domain::Organization organization;
    organization.code = reader.required_code(Field::code);
    organization.name = reader.line_of_text(Field::name, store::longest_name);
    if (!reader.states(Field::name)) reader.refuse(Field::name, "A name; the cell is empty.");
    organization.kind =
        reader
            .required_word(Field::kind, organization_kind_from_words, "own or contractor (свои or подрядчик).")
            .value_or(domain::OrganizationKind::contractor);
    organization.counts_from =
        reader.word(Field::counts_from, counts_from_from_words, "records or totals (записи or итоги).")
            .value_or(domain::CountsFrom::records);
    // Both may lie ahead: a contract is known before its people come and before they leave.
    organization.mobilized_on = reader.date(Field::mobilized_on);
    organization.demobilized_on = reader.date(Field::demobilized_on);
    if (!organization.mobilized_on.is_never() && organization.demobilized_on < organization.mobilized_on) {
        reader.refuse(Field::demobilized_on, fmt::format("A day that is not before the first one, {}.",
                                                         to_string(organization.mobilized_on)));
    }
    return organization;
}

}  // namespace

void import_organizations(Batch& batch) {
    std::vector<Stated<domain::Organization>> organizations;
    Keys keys;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        organizations.push_back({read_one(reader), reader.line(), row});
        std::string const& code = organizations.back().record.code;
        if (!code.empty()) keys.add(reader, Field::code, code);
    }
    if (!batch.may_write()) return;
    for (Stated<domain::Organization> const& one : organizations) {
        write(
            batch, one, [&] { return store::find_organization(batch.tx, one.record.code); },
            [&] { return store::put_organization(batch.tx, one.record).written; });
    }
}

}  // namespace safetycell::importing
