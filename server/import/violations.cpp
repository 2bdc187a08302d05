#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

using domain::Violation;

/// Due, where the row says so, or by severity. A due date before the finding is real: notices are issued late.
Date read_due_on(Batch const& batch, RowReader& reader, Violation const& violation) {
    if (means_no_due_date(reader.raw(Field::due_on))) return Date::never();
    if (reader.states(Field::due_on)) return reader.date(Field::due_on);
    if (violation.found_on.is_never()) return Date::never();
    return domain::due_by_severity(violation.severity, violation.found_on, batch.policy.due);
}

void read_extension(RowReader& reader, Place const& place, Violation& violation) {
    violation.extended_due_on = reader.date(Field::extended_due_on);
    violation.extension_granted_on = reader.date(Field::extension_granted_on);
    refuse_future(reader, Field::extension_granted_on, violation.extension_granted_on, place);
    refuse_earlier(reader, Field::extension_granted_on, violation.extension_granted_on, "found",
                   violation.found_on);
    bool const has_date = reader.states(Field::extended_due_on);
    if (!has_date && reader.states(Field::extension_granted_on)) {
        reader.refuse(Field::extended_due_on,
                      "The new due date of the extension that was granted; the cell is empty.");
    }
    if (has_date && !violation.due_on.is_never() && violation.extended_due_on < violation.due_on) {
        reader.refuse(Field::extended_due_on,
                      fmt::format("A date that is not before the due date, {}.", to_string(violation.due_on)));
    }
}

void read_dates(Batch const& batch, RowReader& reader, Place const& place, Violation& violation) {
    violation.found_on = reader.required_date(Field::found_on);
    violation.due_on = read_due_on(batch, reader, violation);
    read_extension(reader, place, violation);
    violation.assigned_on = reader.date(Field::assigned_on);
    violation.fixed_on = reader.date(Field::fixed_on);
    violation.verified_on = reader.date(Field::verified_on);
    violation.cancelled_on = reader.date(Field::cancelled_on);
    for (auto const& [field, date] :
         {std::pair{Field::found_on, violation.found_on}, std::pair{Field::assigned_on, violation.assigned_on},
          std::pair{Field::fixed_on, violation.fixed_on}, std::pair{Field::verified_on, violation.verified_on},
          std::pair{Field::cancelled_on, violation.cancelled_on}}) {
        refuse_future(reader, field, date, place);
        refuse_earlier(reader, field, date, "found", violation.found_on);
    }
    // A source without verification closes without a date of the fix.
    if (!violation.fixed_on.is_never() && violation.fixed_on >= violation.found_on) {
        refuse_earlier(reader, Field::verified_on, violation.verified_on, "fixed", violation.fixed_on);
    }
}

store::StoredViolation read_one(Batch& batch, RowReader& reader) {
    store::StoredViolation stated;
    Violation& violation = stated.violation;
    stated.texts.reference = reader.required_code(Field::reference);
    stated.texts.requirement = reader.text(Field::requirement);
    stated.texts.description = reader.text(Field::description);
    stated.texts.location = reader.text(Field::location);
    if (domain::Organization const* const organization = read_organization(batch, reader)) {
        violation.organization = organization->id;
    }
    std::optional<Place> const place = read_place(batch, reader);
    violation.site = place ? place->site : SiteId{};
    violation.severity =
        reader
            .required_word(Field::severity, severity_from_words,
                           "critical, high, medium or low (критическое, высокое, среднее, низкое).")
            .value_or(domain::Severity::medium);
    violation.self_found = reader.yes_no(Field::self_found);
    violation.voided = reader.yes_no(Field::voided);
    read_dates(batch, reader, place.value_or(batch.directory.enterprise()), violation);
    return stated;
}

}  // namespace

void import_violations(Batch& batch) {
    std::vector<Stated<store::StoredViolation>> violations;
    Keys keys;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        violations.push_back({read_one(batch, reader), reader.line(), row});
        std::string const& reference = violations.back().record.texts.reference;
        if (!reference.empty()) keys.add(reader, Field::reference, reference);
    }
    if (!batch.may_write()) return;
    for (Stated<store::StoredViolation> const& one : violations) {
        auto const& [violation, texts] = one.record;
        write(
            batch, one, [&] { return store::find_violation(batch.tx, texts.reference); },
            [&] { return store::put_violation(batch.tx, violation, texts).written; });
    }
}

}  // namespace safetycell::importing
