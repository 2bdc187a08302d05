#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

constexpr std::string_view expected_class =
    "A class: FAT, PTD, LWC, RWC, MTC, FAC, MICRO, NEAR_MISS or HAZARD, or its name in English or Russian.";

void read_dates(RowReader& reader, Place const& place, Instant now, domain::Incident& incident) {
    incident.occurred_on = reader.required_date(Field::date);
    refuse_future(reader, Field::date, incident.occurred_on, place);
    std::optional<TimeOfDay> const time = reader.time(Field::time);
    if (time && !incident.occurred_on.is_never()) {
        incident.occurred_at = place.time_zone.instant_at(incident.occurred_on, *time);
        if (incident.occurred_on == place.today && *incident.occurred_at > now) {
            reader.refuse(Field::time, "A time that is not in the future.");
        }
    }
    for (auto const& [field, date] : {std::pair{Field::reported_on, &incident.reported_on},
                                      std::pair{Field::returned_on, &incident.returned_on}}) {
        *date = reader.date(field);
        refuse_future(reader, field, *date, place);
        if (!incident.occurred_on.is_never() && *date < incident.occurred_on) {
            reader.refuse(field, fmt::format("A date that is not before the incident, {}.",
                                             to_string(incident.occurred_on)));
        }
    }
}

domain::Incident read_one(Batch& batch, RowReader& reader) {
    domain::Incident incident;
    incident.reference = reader.required_code(Field::reference);
    incident.event_reference = reader.line_of_text(Field::event, store::longest_code);
    domain::Organization const* const organization = read_organization(batch, reader);
    if (organization != nullptr) incident.organization = organization->id;
    std::optional<Place> const place = read_place(batch, reader);
    incident.site = place ? place->site : SiteId{};
    read_dates(reader, place.value_or(batch.directory.enterprise()), batch.tx.now(), incident);
    incident.incident_class =
        reader.required_word(Field::incident_class, incident_class_from_words, expected_class)
            .value_or(domain::IncidentClass::first_aid_case);
    incident.provisional = reader.yes_no(Field::provisional);
    incident.lost_days = static_cast<std::int32_t>(
        reader.whole_number(Field::lost_days, most_days_of_one, domain::unknown_days));
    incident.restricted_days = static_cast<std::int32_t>(
        reader.whole_number(Field::restricted_days, most_days_of_one, domain::unknown_days));
    incident.description = reader.text(Field::description);
    incident.voided = reader.yes_no(Field::voided);
    if (organization != nullptr && !incident.voided) {
        warn_after_leaving(reader, Field::date, incident.occurred_on, *organization);
    }
    return incident;
}

}  // namespace

void import_incidents(Batch& batch) {
    import_by_reference(batch, read_one, store::find_incident, store::put_incident);
}

}  // namespace safetycell::importing
