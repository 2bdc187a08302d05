#include "store/violation_steps.hpp"

#include "store/columns.hpp"

namespace safetycell::store {

void add_violation_step(WriteTx& tx, ViolationId violation, domain::Step const& step, Date on) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO violation_step (change, violation, step, taken_on, text, assigned_to, until_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(0, tx.change()).bind(1, violation.value).bind(2, to_string(step.kind));
    bind_date(insert, 3, on);
    insert.bind(4, std::string_view{step.text}).bind(5, std::string_view{step.assigned_to});
    bind_date(insert, 6, step.until);
    insert.run();
}

std::vector<StoredStep> load_violation_steps(ReadTx const& tx, ViolationId violation) {
    Statement statement = tx.connection().prepare(
        "SELECT change, step, taken_on, text, assigned_to, until_on FROM violation_step WHERE violation = ?1 "
        "ORDER BY change");
    statement.bind(0, violation.value);
    std::vector<StoredStep> steps;
    while (statement.step()) {
        StoredStep stored;
        stored.step.kind = word_at(statement, 1, &domain::step_kind_from);
        stored.on = date_at(statement, 2);
        stored.step.text = statement.text(3);
        stored.step.assigned_to = statement.text(4);
        stored.step.until = date_at(statement, 5);
        // The change that is being made is written last.
        stored.change =
            find_change(tx, statement.integer(0)).value_or(Change{statement.integer(0), {}, {}, {}});
        steps.push_back(std::move(stored));
    }
    return steps;
}

Revision newest_violation_step(ReadTx const& tx, ViolationId violation) {
    Statement statement =
        tx.connection().prepare("SELECT coalesce(max(change), 0) FROM violation_step WHERE violation = ?1");
    statement.bind(0, violation.value).step();
    return statement.integer(0);
}

}  // namespace safetycell::store
