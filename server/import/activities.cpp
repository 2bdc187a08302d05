#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

using domain::ActivityKind;
using domain::StartedBy;

domain::Activity read_one(Batch& batch, RowReader& reader) {
    domain::Activity activity;
    activity.reference = reader.required_code(Field::reference);
    activity.kind =
        reader
            .required_word(
                Field::kind, activity_kind_from_words,
                "inspection, joint_inspection or proposal (проверка, совместная проверка, предложение).")
            .value_or(ActivityKind::inspection);
    if (domain::Organization const* const organization = read_organization(batch, reader)) {
        activity.organization = organization->id;
    }
    std::optional<Place> const place = read_place(batch, reader);
    activity.site = place ? place->site : SiteId{};
    activity.held_on = reader.required_date(Field::date);
    refuse_future(reader, Field::date, activity.held_on, place.value_or(batch.directory.enterprise()));
    StartedBy const usually =
        activity.kind == ActivityKind::proposal ? StartedBy::contractor : StartedBy::enterprise;
    activity.started_by = reader
                              .word(Field::started_by, started_by_from_words,
                                    "contractor or enterprise (подрядчик, предприятие).")
                              .value_or(usually);
    activity.description = reader.text(Field::description);
    activity.voided = reader.yes_no(Field::voided);
    return activity;
}

}  // namespace

void import_activities(Batch& batch) {
    import_by_reference(batch, read_one, store::find_activity, store::put_activity);
}

}  // namespace safetycell::importing
