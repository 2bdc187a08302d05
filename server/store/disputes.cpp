#include "store/putting.hpp"

namespace safetycell::store {
namespace {

/// The column of the disputed violation; those of the other families follow in the order of domain::Disputed.
constexpr int first_disputed = 3;

}  // namespace

domain::Dispute Rows<domain::Dispute>::read(Row const& row) {
    domain::Dispute dispute;
    dispute.id = id_at<DisputeId>(row, 1);
    dispute.reference = row.text(2);
    for (std::size_t i = 0; i < domain::disputed_count; ++i) {
        int const column = first_disputed + static_cast<int>(i);
        if (row.is_null(column)) continue;
        dispute.family = static_cast<domain::Disputed>(i);
        dispute.record = static_cast<std::int32_t>(row.integer(column));
    }
    dispute.submitted_on = date_at(row, 7);
    dispute.evidence = row.text(8);
    dispute.decided_on = date_at(row, 9);
    dispute.upheld = row.integer(10) != 0;
    dispute.decided_by = row.text(11);
    dispute.reason = row.text(12);
    dispute.voided = row.integer(13) != 0;
    return dispute;
}

std::optional<domain::Dispute> find_dispute(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<domain::Dispute>(tx, reference));
}

Put<domain::Dispute> put_dispute(WriteTx& tx, domain::Dispute dispute) {
    return put_by_reference(tx, std::move(dispute), [&](domain::Dispute const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO dispute_revision (change, id, violation, incident, obligation, breach, "
            "submitted_on, evidence, decided_on, upheld, decided_by, reason, voided) VALUES (?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value);
        for (std::size_t i = 0; i < domain::disputed_count; ++i) {
            bool const is_disputed = static_cast<domain::Disputed>(i) == record.family;
            int const parameter = 2 + static_cast<int>(i);
            is_disputed ? insert.bind(parameter, record.record) : insert.bind_null(parameter);
        }
        bind_date(insert, 6, record.submitted_on);
        insert.bind(7, std::string_view{record.evidence});
        bind_date(insert, 8, record.decided_on);
        insert.bind(9, record.upheld).bind(10, std::string_view{record.decided_by});
        insert.bind(11, std::string_view{record.reason}).bind(12, record.voided).run();
    });
}

}  // namespace safetycell::store
