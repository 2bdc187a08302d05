#pragma once
// The Unix socket beside the database, over which the command line reaches the server that holds the database's
// lock. Only its owner may open it. Jobs are carried out on the writer thread, in order. Runs on the io thread.

#include "net/coroutine.hpp"
#include "net/services.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>

namespace safetycell::net {

class CommandSocket {
public:
    /// A file left there by a server that was killed is replaced: only the holder of the database's lock calls
    /// this. Errors: `invalid` (the path is too long for a socket), `conflict` (something else lies there),
    /// `unavailable` (the system refuses).
    static Result<CommandSocket> open(asio::io_context& io, std::filesystem::path const& path);

    CommandSocket(CommandSocket&&) = default;
    CommandSocket& operator=(CommandSocket&&) = delete;
    ~CommandSocket();

    asio::awaitable<void> accept_connections(Services& services);
    /// Removes the file and takes no more jobs.
    void close();

private:
    CommandSocket(asio::local::stream_protocol::acceptor acceptor, std::filesystem::path path);

    asio::local::stream_protocol::acceptor acceptor_;
    std::filesystem::path path_;
};

}  // namespace safetycell::net
