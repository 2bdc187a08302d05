#pragma once
// Many wall clients at once on plain non-blocking sockets, driven by one thread: what a hall full of screens is
// to the server. Only as much of RFC 6455 as a client needs that sends nothing after the handshake but pongs.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace safetycell::test {

class WallClients {
public:
    /// Connects `count` clients to the wall of the enterprise and finishes their handshakes. The first `silent`
    /// of them never read anything again.
    WallClients(int port, int count, int silent, bool gzip);
    WallClients(WallClients const&) = delete;
    WallClients& operator=(WallClients const&) = delete;
    ~WallClients();

    /// Reads until every reading client has been given this edition; false when that takes longer than `limit`.
    bool wait_for(std::int64_t edition, std::chrono::seconds limit);

    /// Editions a client was given, in order.
    std::vector<std::int64_t> const& editions_of(std::size_t client) const { return clients_[client].editions; }
    std::size_t count() const { return clients_.size(); }

private:
    struct Client {
        int socket = -1;
        bool silent = false;
        std::string received;  ///< Bytes of a frame that is not complete yet.
        std::vector<std::int64_t> editions;
    };

    void read_from(Client& client);
    bool take_frame(Client& client);

    int poll_ = -1;
    bool gzip_ = false;
    std::vector<Client> clients_;
};

/// Resident memory of a process, in bytes.
std::int64_t resident_bytes(int process);

}  // namespace safetycell::test
