#include "publish/retention.hpp"

#include "store/personal_detail.hpp"
#include "store/records.hpp"

#include <fmt/format.h>

namespace safetycell::publish {
namespace {

constexpr int most_at_once = 1000;

}  // namespace

std::int64_t Retention::tick(Instant now) {
    Date today;
    {
        store::ReadTx const tx(connection_);
        auto const enterprise = store::find_enterprise(tx);
        today = (enterprise ? enterprise->time_zone : TimeZone{}).date_at(now);
    }
    if (done_on_ == today) return 0;
    std::int64_t erased = 0;
    if (months_ > 0) {
        store::WriteTx tx(connection_, now);
        // No login has a space in it.
        tx.open_change({"the server", fmt::format("Erased {} months after the injury", months_), "retention"});
        erased = store::erase_personal_detail(
            tx, store::incidents_with_personal_detail(tx, months_before(today, months_), most_at_once));
        tx.commit();
    }
    // What was erased while somebody was reading may still stand in the log.
    connection_.wipe_log();
    if (erased < most_at_once) done_on_ = today;
    return erased;
}

}  // namespace safetycell::publish
