#pragma once
// Erases the personal detail of injured people once it is older than the enterprise keeps it: the server
// itself, once a day. On the writer thread.

#include "base/civil_time.hpp"
#include "store/sqlite.hpp"

#include <cstdint>

namespace safetycell::publish {

class Retention {
public:
    /// `months` after the injury; 0: kept until somebody erases it.
    Retention(store::Connection& connection, int months) : connection_(connection), months_(months) {}

    /// Does the work of the day if it is not done yet, a bounded part a call; gives how many it erased.
    std::int64_t tick(Instant now);

private:
    store::Connection& connection_;
    int months_;
    Date done_on_ = Date::never();
};

}  // namespace safetycell::publish
