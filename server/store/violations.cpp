#include "store/putting.hpp"

namespace safetycell::store {
namespace {

/// The number of a requirement's text, which gets one when it is new; 0 for none.
std::int32_t put_requirement(WriteTx& tx, std::string_view text) {
    if (text.empty()) return 0;
    Statement find = tx.connection().prepare("SELECT id FROM requirement WHERE text = ?1");
    if (find.bind(0, text).step()) return static_cast<std::int32_t>(find.integer(0));
    tx.connection().prepare("INSERT INTO requirement (text) VALUES (?)").bind(0, text).run();
    return static_cast<std::int32_t>(tx.connection().last_inserted_id());
}

void insert_revision(WriteTx& tx, StoredViolation const& stored) {
    domain::Violation const& violation = stored.violation;
    Statement insert = tx.connection().prepare(
        "INSERT INTO violation_revision (change, id, organization, site, requirement, severity, voided, "
        "found_on, "
        "assigned_on, due_on, extended_due_on, extension_granted_on, fixed_on, verified_on, cancelled_on, "
        "description, "
        "location, self_found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(0, tx.change()).bind(1, violation.id.value);
    bind_id(insert, 2, violation.organization);
    bind_id(insert, 3, violation.site);
    violation.requirement ? insert.bind(4, violation.requirement) : insert.bind_null(4);
    insert.bind(5, to_string(violation.severity)).bind(6, violation.voided);
    bind_date(insert, 7, violation.found_on);
    bind_date(insert, 8, violation.assigned_on);
    bind_date(insert, 9, violation.due_on);
    bind_date(insert, 10, violation.extended_due_on);
    bind_date(insert, 11, violation.extension_granted_on);
    bind_date(insert, 12, violation.fixed_on);
    bind_date(insert, 13, violation.verified_on);
    bind_date(insert, 14, violation.cancelled_on);
    insert.bind(15, std::string_view{stored.texts.description})
        .bind(16, std::string_view{stored.texts.location})
        .bind(17, violation.self_found)
        .run();
}

}  // namespace

domain::Violation Rows<domain::Violation>::read(Row const& row) {
    domain::Violation violation;
    violation.id = id_at<ViolationId>(row, 1);
    violation.organization = id_at<OrganizationId>(row, 2);
    violation.site = id_at<SiteId>(row, 3);
    violation.requirement = static_cast<std::int32_t>(row.integer(4));
    violation.severity = word_at(row, 5, &domain::severity_from);
    violation.voided = row.integer(6) != 0;
    violation.found_on = date_at(row, 7);
    violation.assigned_on = date_at(row, 8);
    violation.due_on = date_at(row, 9);
    violation.extended_due_on = date_at(row, 10);
    violation.extension_granted_on = date_at(row, 11);
    violation.fixed_on = date_at(row, 12);
    violation.verified_on = date_at(row, 13);
    violation.cancelled_on = date_at(row, 14);
    violation.self_found = row.integer(15) != 0;
    return violation;
}

StoredViolation Rows<StoredViolation>::read(Row const& row) {
    return {Rows<domain::Violation>::read(row),
            {std::string{row.text(16)}, std::string{row.text(17)}, std::string{row.text(18)},
             std::string{row.text(19)}}};
}

std::optional<StoredViolation> find_violation(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<StoredViolation>(tx, reference));
}

Put<domain::Violation> put_violation(WriteTx& tx, domain::Violation violation, ViolationTexts const& texts) {
    tx.change();  // There must be one.
    auto const known = find_by_reference<StoredViolation>(tx, texts.reference);
    StoredViolation stored{violation, texts};
    if (known) {
        stored.violation.id = known->record.violation.id;
        // The number of the requirement follows from its text.
        stored.violation.requirement = known->record.violation.requirement;
        if (!needs_revision(tx, *known, stored, "Violation " + texts.reference)) {
            return {stored.violation, Written::unchanged};
        }
    } else {
        tx.connection()
            .prepare("INSERT INTO violation (reference) VALUES (?)")
            .bind(0, std::string_view{texts.reference})
            .run();
        stored.violation.id.value = static_cast<std::int32_t>(tx.connection().last_inserted_id());
    }
    stored.violation.requirement = put_requirement(tx, texts.requirement);
    insert_revision(tx, stored);
    return {stored.violation, known ? Written::revised : Written::created};
}

std::map<ViolationId, std::string> find_violation_references(ReadTx const& tx,
                                                             std::set<ViolationId> const& ids) {
    std::map<ViolationId, std::string> references;
    Statement find = tx.connection().prepare("SELECT reference FROM violation WHERE id = ?1");
    for (ViolationId const id : ids) {
        if (find.bind(0, id.value).step()) references.emplace(id, find.text(0));
        find.reset();
    }
    return references;
}

}  // namespace safetycell::store
