#include "store/touched_records.hpp"

#include <fmt/format.h>

#include <array>

namespace safetycell::store {
namespace {

struct Family {
    std::string_view kind;
    /// The ids of the records that change ?1 touched. Rows lie in the order of their changes, so this looks at
    /// those of one change only.
    std::string_view ids;
};

constexpr std::array families{
    Family{"organizations", "SELECT id FROM organization_revision WHERE change = ?1"},
    Family{"sites", "SELECT id FROM site_revision WHERE change = ?1"},
    Family{"hours", "SELECT id FROM hours_revision WHERE change = ?1"},
    Family{"incidents",
           "SELECT id FROM incident_revision WHERE change = ?1 "
           "UNION SELECT incident FROM photo WHERE change = ?1 AND incident IS NOT NULL"},
    // A step that moves no date and a photo come without a revision.
    Family{"violations",
           "SELECT id FROM violation_revision WHERE change = ?1 "
           "UNION SELECT violation FROM violation_step WHERE change = ?1 "
           "UNION SELECT violation FROM photo WHERE change = ?1 AND violation IS NOT NULL"},
    Family{"period_totals", "SELECT id FROM period_totals_revision WHERE change = ?1"},
    Family{"obligations", "SELECT id FROM obligation_revision WHERE change = ?1"},
    Family{"activities", "SELECT id FROM activity_revision WHERE change = ?1"},
    Family{"breaches", "SELECT id FROM breach_revision WHERE change = ?1"},
    Family{"disputes", "SELECT id FROM dispute_revision WHERE change = ?1"},
    Family{"accounts", "SELECT id FROM account_revision WHERE change = ?1"},
};

}  // namespace

std::string_view ids_touched_of(std::string_view kind) {
    for (Family const& family : families)
        if (family.kind == kind) return family.ids;
    return {};
}

TouchedRecords find_touched_records(ReadTx const& tx, Revision change) {
    TouchedRecords touched;
    for (Family const& family : families) {
        Statement count = tx.connection().prepare(fmt::format("SELECT count(*) FROM ({})", family.ids));
        count.bind(0, change).step();
        std::int64_t const rows = count.integer(0);
        std::size_t const room = TouchedRecords::most_listed - touched.records.size();
        Statement statement =
            tx.connection().prepare(fmt::format("SELECT id FROM ({}) ORDER BY id LIMIT ?2", family.ids));
        statement.bind(0, change).bind(1, room);
        std::int64_t listed = 0;
        for (; statement.step(); ++listed)
            touched.records.emplace_back(family.kind, static_cast<std::int32_t>(statement.integer(0)));
        touched.more += rows - listed;
    }
    return touched;
}

std::vector<TouchedRecord> load_touched_records(ReadTx const& tx, Revision change) {
    std::vector<TouchedRecord> touched;
    for (Family const& family : families) {
        Statement statement =
            tx.connection().prepare(fmt::format("SELECT id FROM ({}) ORDER BY id", family.ids));
        statement.bind(0, change);
        while (statement.step())
            touched.push_back({family.kind, static_cast<std::int32_t>(statement.integer(0))});
    }
    return touched;
}

}  // namespace safetycell::store
