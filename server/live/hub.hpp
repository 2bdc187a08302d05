#pragma once
// Who gets which bytes. The hub holds the newest frame of every audience and one subscription for each
// connected screen; a subscription holds at most the newest frame its screen lacks, because a screen needs the
// latest state and not a log: whoever reads slowly skips editions and never delays anybody. Everything here
// belongs to the io thread, so joining and reading the newest frame are one uninterrupted step: no gap and no
// duplicate. It knows bytes only: neither sockets nor what the bytes say.

#include "live/frame.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::live {

/// The frames of one edition, by audience ("wall/enterprise").
using FramesByAudience = std::map<std::string, FramePtr>;

/// Which edition a screen holds. Numbers repeat after a database was restored; only the epoch tells them apart.
struct Position {
    std::string epoch;
    std::int64_t edition = 0;  ///< 0: none.

    friend bool operator==(Position const&, Position const&) = default;
};

/// Reads "EPOCH.NUMBER". Whatever else a screen claims to hold counts as nothing, so that a damaged memory of
/// it costs one frame and not the connection.
Position parse_position(std::string_view text);

class Subscription;

class Hub {
public:
    explicit Hub(std::string epoch);
    Hub(Hub const&) = delete;
    Hub& operator=(Hub const&) = delete;

    /// Replaces the frames of all audiences, gives each subscription its own and wakes it.
    void publish(FramesByAudience frames);

    /// Whether a screen may subscribe to it. Before the first edition nobody knows the audiences: all are
    /// admitted, and those that the first edition turns out to lack are ended then.
    bool admits(std::string const& audience) const;

    /// The current edition; number 0 before the first.
    Position const& current() const { return current_; }

    /// The edition each connected screen says it shows, by audience; 0 for one that has not said.
    std::vector<std::pair<std::string, std::int64_t>> shown() const;
    std::size_t subscriptions() const;

private:
    friend class Subscription;

    Position current_;
    FramesByAudience newest_;
    std::map<std::string, std::set<Subscription*>> subscribed_;
};

/// One connected screen. Lives on the io thread and not longer than its hub.
class Subscription {
public:
    /// `wake` is called when there is something to take, or when the subscription has ended; never from within
    /// the constructor, which may leave a first frame to take.
    Subscription(Hub& hub, std::string audience, Position held, std::function<void()> wake);
    Subscription(Subscription const&) = delete;
    Subscription& operator=(Subscription const&) = delete;
    ~Subscription();

    /// The newest frame the screen lacks, once; null when it lacks none.
    FramePtr take();
    /// True when the current edition has nothing for this audience any more.
    bool ended() const { return ended_; }

    /// The screen says that it shows this edition; an older number than before is ignored.
    void acknowledge(std::int64_t edition);

private:
    friend class Hub;
    void offer(FramePtr frame);
    void end();

    Hub& hub_;
    std::string audience_;
    Position held_;  ///< What the screen has, or was given.
    std::function<void()> wake_;
    FramePtr pending_;
    std::int64_t shown_ = 0;
    bool ended_ = false;
};

}  // namespace safetycell::live
