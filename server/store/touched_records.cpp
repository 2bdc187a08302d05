#include "store/touched_records.hpp"

#include <fmt/format.h>

#include <array>

namespace safetycell::store {
namespace {

struct Family {
    std::string_view kind;
    std::string_view table;
};

constexpr std::array families{
    Family{"organizations", "organization"},
    Family{"sites", "site"},
    Family{"hours", "hours"},
    Family{"incidents", "incident"},
    Family{"violations", "violation"},
    Family{"period_totals", "period_totals"},
    Family{"obligations", "obligation"},
    Family{"activities", "activity"},
    Family{"breaches", "breach"},
    Family{"disputes", "dispute"},
    Family{"accounts", "account"},
};

}  // namespace

TouchedRecords find_touched_records(ReadTx const& tx, Revision change) {
    TouchedRecords touched;
    for (Family const& family : families) {
        // Rows lie in the order of their changes, so this looks at those of one change only.
        Statement count = tx.connection().prepare(
            fmt::format("SELECT count(*) FROM {}_revision WHERE change = ?1", family.table));
        count.bind(0, change).step();
        std::int64_t const rows = count.integer(0);
        std::size_t const room = TouchedRecords::most_listed - touched.records.size();
        Statement statement = tx.connection().prepare(
            fmt::format("SELECT id FROM {}_revision WHERE change = ?1 ORDER BY id LIMIT ?2", family.table));
        statement.bind(0, change).bind(1, room);
        std::int64_t listed = 0;
        for (; statement.step(); ++listed)
            touched.records.emplace_back(family.kind, static_cast<std::int32_t>(statement.integer(0)));
        touched.more += rows - listed;
    }
    return touched;
}

}  // namespace safetycell::store
