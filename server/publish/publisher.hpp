#pragma once
// Publishes editions: facts -> edition -> views -> store, in one transaction each, and only then tells whoever
// shows them. Works on the writer thread; knows no sockets.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/policy.hpp"
#include "live/frame.hpp"
#include "store/sqlite.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace safetycell::publish {

/// The frames of the current edition, by audience. Called after the commit, on the writer thread.
using FramesByAudience = std::map<std::string, live::FramePtr>;
using OnPublished = std::function<void(FramesByAudience const&)>;

/// What a person asked for.
struct OutOfSlot {
    Instant as_of;
    std::optional<Instant> known_at;  ///< None: everything known now.
    std::string who;
    std::string reason;
};

class Publisher {
public:
    /// `policy_text` is stored with each edition. `connection` must outlive the publisher.
    Publisher(store::Connection& connection, domain::Policy policy, std::string policy_text,
              std::vector<TimeOfDay> slot_times, OnPublished on_published);

    /// Publishes every slot that is due and has no edition, oldest first; gives the numbers.
    Result<std::vector<std::int64_t>> tick(Instant now);
    /// Publishes one edition out of slot.
    Result<domain::EditionHeader> publish(OutOfSlot const& request, Instant now);

    /// When the next slot is due, for screens.
    std::optional<Instant> next_slot_at(Instant now);

private:
    Result<domain::EditionHeader> publish_one(domain::EditionHeader header, Instant now);

    store::Connection& connection_;
    domain::Policy policy_;
    std::string policy_text_;
    std::vector<TimeOfDay> slot_times_;
    OnPublished on_published_;
    domain::Facts facts_;  ///< As of the last publication; advanced, not reloaded, while revisions grow.
};

/// Rebuilds editions from their revisions and compares the bytes. Each fault in words.
std::vector<std::string> find_rebuild_faults(store::Connection& connection);

}  // namespace safetycell::publish
