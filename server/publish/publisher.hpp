#pragma once
// Publishes editions: facts -> edition -> views -> store, in one transaction each, and only then tells whoever
// shows them. Works on the thread that owns the writing connection; knows no sockets.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "live/hub.hpp"
#include "publish/policy.hpp"
#include "store/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace safetycell::publish {

/// Called after a commit that changed the current edition.
using OnPublished = std::function<void(live::FramesByAudience)>;

/// What a person asks for out of slot.
struct OutOfSlot {
    Instant as_of;
    std::optional<Instant> known_at;  ///< None: everything known now.
    std::string who;
    std::string reason;
};

class Publisher {
public:
    /// `connection` must outlive the publisher. An edition is computed with the policy that was in force by
    /// what it knows; `initial_policy` is for those that know of none. Slots are those that the settings had at
    /// the time; `initial_slots`, which ascend and are not empty, until some were set.
    Publisher(store::Connection& connection, PolicyInForce initial_policy, std::vector<TimeOfDay> initial_slots,
              OnPublished on_published);

    /// What one call of publish_next_due did.
    struct Due {
        std::optional<std::int64_t> number;  ///< Of the edition; none when no slot was due, or it failed.
        bool more = false;                   ///< Further slots are due: call again.
        /// The slot of the newest edition, when it lies ahead of `now`: the clock was wrong then or is wrong
        /// now, and until it passes that slot again nothing is due.
        std::optional<Instant> clock_behind;
    };
    /// Publishes the oldest slot that is due and has no edition, from what was known at its slot. After a long
    /// absence only the last of many is told to screens. A slot that fails is logged and tried again by the
    /// next call, never passed over. A database without an enterprise has no slots.
    Due publish_next_due(Instant now);

    /// Publishes every slot that is due; gives the numbers.
    std::vector<std::int64_t> tick(Instant now);

    /// Publishes one edition out of slot. Errors `invalid`: the moment lies in the future; no reason is given;
    /// the database has no enterprise, or had none at `known_at`.
    Result<domain::EditionHeader> publish(OutOfSlot const& request, Instant now);

private:
    enum class Tell { screens, nobody };
    Result<domain::EditionHeader> publish_one(domain::EditionHeader header, Instant now, Tell tell);
    struct Slots {
        std::vector<Instant> due;
        std::optional<Instant> ahead;  ///< The newest published slot, when it lies after now.
    };
    Slots find_slots(Instant now);
    /// Brings `facts_` to a revision: forward by what is new, anew when it must go back.
    void move_facts_to(store::ReadTx const& tx, Revision revision);

    store::Connection& connection_;
    PolicyInForce initial_policy_;
    std::vector<TimeOfDay> initial_slots_;
    OnPublished on_published_;
    domain::Facts facts_;
};

/// The stored wall messages of the current edition as frames; empty before the first edition.
live::FramesByAudience load_current_frames(store::ReadTx const& tx);

}  // namespace safetycell::publish
