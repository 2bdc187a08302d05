#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

domain::Breach read_one(Batch& batch, RowReader& reader) {
    domain::Breach breach;
    breach.reference = reader.required_code(Field::reference);
    breach.kind = reader
                      .required_word(Field::kind, breach_kind_from_words,
                                     "cardinal_rule or concealment (кардинальное правило, сокрытие).")
                      .value_or(domain::BreachKind::cardinal_rule);
    if (domain::Organization const* const organization = read_organization(batch, reader)) {
        breach.organization = organization->id;
    }
    std::optional<Place> const stated = read_place(batch, reader);
    Place const place = stated.value_or(batch.directory.enterprise());
    breach.site = place.site;
    breach.occurred_on = reader.required_date(Field::date);
    refuse_future(reader, Field::date, breach.occurred_on, place);
    breach.established_on = reader.date(Field::established_on);
    breach.resolved_on = reader.date(Field::resolved_on);
    for (auto const& [field, date] : {std::pair{Field::established_on, breach.established_on},
                                      std::pair{Field::resolved_on, breach.resolved_on}}) {
        refuse_future(reader, field, date, place);
        refuse_earlier(reader, field, date, "committed", breach.occurred_on);
    }
    breach.description = reader.text(Field::description);
    breach.voided = reader.yes_no(Field::voided);
    return breach;
}

}  // namespace

void import_breaches(Batch& batch) {
    import_by_reference(batch, read_one, store::find_breach, store::put_breach);
}

}  // namespace safetycell::importing
