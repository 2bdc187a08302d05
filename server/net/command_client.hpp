#pragma once
// Sends a job of the command line to the server that holds the database's lock, and waits for its outcome.
// Synchronous, for programs that do one thing; no Asio.

#include "api/job.hpp"
#include "base/result.hpp"

#include <filesystem>

namespace safetycell::net {

/// `<database>.sock`, beside the database.
std::filesystem::path command_socket_of(std::filesystem::path const& database);

/// Errors: `not_found` when nobody listens there, `forbidden` when the socket belongs to another user,
/// `too_large` for a job beyond 512 MiB, `unavailable` when the server ended before it answered.
Result<api::JobOutcome> send_job(std::filesystem::path const& socket, api::Job const& job);

}  // namespace safetycell::net
