#pragma once
// What a server does, as functions: `net` moves bytes and knows neither databases nor editions.

#include "api/dispatch.hpp"
#include "api/job.hpp"
#include "api/message.hpp"
#include "api/route.hpp"

#include <functional>
#include <vector>

namespace safetycell::net {

using Answer = std::function<api::Reply(api::Request const&, api::Match const&)>;

/// What a reader thread does.
struct Reader {
    Answer query;
    /// The part of a slow command that comes before the write.
    std::function<api::Prepared(api::Request const&, api::Match const&)> prepare;
};

struct ServerFunctions {
    Answer plain;                 ///< On the io thread: from memory, without waiting for anything.
    std::vector<Reader> readers;  ///< One for each reader thread; none is called by two threads at once.
    /// The same for what may wait for another server, on a thread of its own.
    std::function<api::Prepared(api::Request const&, api::Match const&)> prepare_elsewhere;
    Answer command;  ///< On the writer thread, like the three below.
    /// What is left of a slow command.
    std::function<api::Reply(api::Request const&, api::Match const&, api::Rest const&)> finish;
    /// Once at the start, and then every 15 seconds; again at once while it says that more is to do.
    std::function<bool()> tick;
    std::function<api::JobOutcome(api::Job const&)> carry_out;
};

}  // namespace safetycell::net
