#pragma once
// What a server does, as functions: `net` moves bytes and knows neither databases nor editions.

#include "api/job.hpp"
#include "api/message.hpp"
#include "api/route.hpp"

#include <functional>
#include <vector>

namespace safetycell::net {

using Answer = std::function<api::Reply(api::Request const&, api::Match const&)>;

struct ServerFunctions {
    Answer plain;                 ///< On the io thread: from memory, without waiting for anything.
    std::vector<Answer> queries;  ///< One for each reader thread; none is called by two threads at once.
    Answer command;               ///< On the writer thread, like the two below.
    /// Once at the start, and then every 15 seconds; again at once while it says that more is to do.
    std::function<bool()> tick;
    std::function<api::JobOutcome(api::Job const&)> carry_out;
};

}  // namespace safetycell::net
