#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

using domain::Obligation;
using domain::ObligationKind;

constexpr std::int64_t most_weight = 1'000;

void read_dates(RowReader& reader, Place const& place, Obligation& obligation) {
    obligation.first_on = reader.date(Field::first);
    obligation.due_on = reader.required_date(Field::due_on);
    obligation.done_on = reader.date(Field::done_on);
    bool const is_meeting = obligation.kind == ObligationKind::meeting;
    if (is_meeting && !reader.states(Field::first)) {
        reader.refuse(Field::first, "The first day of the rotation in which the meeting is due.");
    }
    if (!is_meeting && reader.states(Field::first)) {
        reader.refuse(Field::first, "Nothing: only a meeting has a rotation that begins.");
    }
    if (!obligation.first_on.is_never() && obligation.due_on < obligation.first_on) {
        reader.refuse(Field::due_on, fmt::format("The last day of the rotation, which began on {}.",
                                                 to_string(obligation.first_on)));
    }
    refuse_future(reader, Field::done_on, obligation.done_on, place);
    if (!obligation.first_on.is_never() && obligation.done_on < obligation.first_on) {
        reader.refuse(Field::done_on,
                      fmt::format("A day of the rotation, which began on {}; a meeting before it is of "
                                  "another one.",
                                  to_string(obligation.first_on)));
    }
}

void read_people(RowReader& reader, Obligation& obligation) {
    obligation.owner = reader.line_of_text(Field::owner, store::longest_name);
    obligation.confirmed_by = reader.line_of_text(Field::confirmed_by, store::longest_name);
    if (obligation.confirmed_by.empty()) return;
    if (obligation.confirmed_by == obligation.owner) {
        reader.refuse(Field::confirmed_by, "Somebody other than the owner: nobody confirms their own work.");
    }
    if (obligation.done_on.is_never() && !reader.states(Field::done_on)) {
        reader.refuse(Field::confirmed_by, "Nothing while it is not done; state done_on.");
    }
}

Obligation read_one(Batch& batch, RowReader& reader) {
    Obligation obligation;
    obligation.reference = reader.required_code(Field::reference);
    obligation.kind =
        reader
            .required_word(Field::kind, obligation_kind_from_words,
                           "meeting, measure, commitment or onboarding_step (встреча, мероприятие, "
                           "обязательство, шаг плана).")
            .value_or(ObligationKind::measure);
    if (domain::Organization const* const organization = read_organization(batch, reader)) {
        obligation.organization = organization->id;
    }
    std::optional<Place> const place = read_place(batch, reader);
    obligation.site = place ? place->site : SiteId{};
    obligation.description = reader.text(Field::description);
    obligation.weight = static_cast<std::int32_t>(reader.whole_number(Field::weight, most_weight, 1));
    if (obligation.weight == 0) reader.refuse(Field::weight, "A weight of 1 or more.");
    read_dates(reader, place.value_or(batch.directory.enterprise()), obligation);
    read_people(reader, obligation);
    obligation.voided = reader.yes_no(Field::voided);
    return obligation;
}

}  // namespace

void import_obligations(Batch& batch) {
    import_by_reference(batch, read_one, store::find_obligation, store::put_obligation);
}

}  // namespace safetycell::importing
