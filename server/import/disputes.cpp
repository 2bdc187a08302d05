#include "import/batch.hpp"
#include "import/words.hpp"

namespace safetycell::importing {
namespace {

using domain::Dispute;
using domain::Disputed;

/// What the reading of a dispute must know of the record it is about.
struct DisputedRecord {
    std::int32_t id = 0;
    Date since;                                ///< From when it is an input.
    std::vector<std::string> people_involved;  ///< Who may not decide.
};

std::optional<DisputedRecord> find_disputed(store::ReadTx const& tx, Disputed family,
                                            std::string_view reference) {
    auto const known = [](auto const& record) {
        return DisputedRecord{record.id.value, domain::disputable_since(record), {}};
    };
    switch (family) {
        case Disputed::violation:
            if (auto const found = store::find_violation(tx, reference)) return known(found->violation);
            break;
        case Disputed::incident:
            if (auto const found = store::find_incident(tx, reference)) return known(*found);
            break;
        case Disputed::obligation:
            if (auto const found = store::find_obligation(tx, reference)) {
                DisputedRecord record = known(*found);
                record.people_involved = {found->owner, found->confirmed_by};
                return record;
            }
            break;
        case Disputed::breach:
            if (auto const found = store::find_breach(tx, reference)) return known(*found);
            break;
    }
    return std::nullopt;
}

/// Nothing after a fault.
std::optional<DisputedRecord> read_disputed(Batch& batch, RowReader& reader, Dispute& dispute) {
    auto const family = reader.required_word(Field::disputed, disputed_from_words,
                                             "violation, incident, obligation or breach (нарушение, "
                                             "происшествие, обязательство, нарушение кардинального правила).");
    std::string const reference = reader.required_code(Field::record);
    if (!family || reference.empty()) return std::nullopt;
    auto const record = find_disputed(batch.tx, *family, reference);
    if (!record) {
        reader.refuse(Field::record,
                      fmt::format("The reference of a known {}; import it first.", to_string(*family)));
        return std::nullopt;
    }
    dispute.family = *family;
    dispute.record = record->id;
    auto const known = store::find_dispute(batch.tx, dispute.reference);
    if (known && (known->family != dispute.family || known->record != dispute.record)) {
        reader.refuse(Field::record,
                      "The record that this dispute has been about since it was submitted; "
                      "withdraw it with voided = yes and submit another one.");
        return std::nullopt;
    }
    return record;
}

void read_submission(Batch const& batch, RowReader& reader, std::optional<DisputedRecord> const& record,
                     Dispute& dispute) {
    dispute.submitted_on = reader.required_date(Field::submitted_on);
    refuse_future(reader, Field::submitted_on, dispute.submitted_on, batch.directory.enterprise());
    dispute.evidence = reader.text(Field::evidence);
    if (!reader.states(Field::evidence)) {
        reader.refuse(Field::evidence, "What shows that the record is wrong; the cell is empty.");
    }
    if (!record || dispute.submitted_on.is_never()) return;
    if (record->since.is_never()) {
        reader.refuse(Field::record, "A record that is held against the contractor; this one is not.");
        return;
    }
    Date const last = domain::last_day_to_dispute(record->since);
    if (dispute.submitted_on < record->since || dispute.submitted_on > last) {
        reader.refuse(Field::submitted_on,
                      fmt::format("A day from {} to {}: an input may be disputed within {} working days.",
                                  to_string(record->since), to_string(last), domain::working_days_to_dispute));
    }
}

void read_decision(Batch const& batch, RowReader& reader, std::optional<DisputedRecord> const& record,
                   Dispute& dispute) {
    dispute.decided_on = reader.date(Field::decided_on);
    dispute.upheld = reader.yes_no(Field::upheld);
    dispute.decided_by = reader.line_of_text(Field::decided_by, store::longest_name);
    dispute.reason = reader.text(Field::reason);
    bool const is_decided = reader.states(Field::decided_on);
    for (Field const field : {Field::upheld, Field::decided_by, Field::reason}) {
        if (is_decided && !reader.states(field)) {
            reader.refuse(field, "A decision says whether it upholds the dispute, by whom and why.");
        }
    }
    bool const says_something = dispute.upheld || !dispute.decided_by.empty() || !dispute.reason.empty();
    if (!is_decided && says_something) {
        reader.refuse(Field::decided_on, "The day of the decision; the cell is empty.");
    }
    refuse_future(reader, Field::decided_on, dispute.decided_on, batch.directory.enterprise());
    refuse_earlier(reader, Field::decided_on, dispute.decided_on, "submitted", dispute.submitted_on);
    if (!record || dispute.decided_by.empty()) return;
    for (std::string const& person : record->people_involved) {
        if (person == dispute.decided_by) {
            reader.refuse(Field::decided_by, "Somebody who neither owns nor confirmed what is disputed.");
        }
    }
}

Dispute read_one(Batch& batch, RowReader& reader) {
    Dispute dispute;
    dispute.reference = reader.required_code(Field::reference);
    auto const record = read_disputed(batch, reader, dispute);
    read_submission(batch, reader, record, dispute);
    read_decision(batch, reader, record, dispute);
    dispute.voided = reader.yes_no(Field::voided);
    return dispute;
}

}  // namespace

void import_disputes(Batch& batch) {
    import_by_reference(batch, read_one, store::find_dispute, store::put_dispute);
}

}  // namespace safetycell::importing
