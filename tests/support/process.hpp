#pragma once
// Runs the real program as its users do, and tells what it printed.

#include <sys/types.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::test {

struct Finished {
    int exit_code = -1;  ///< -1 when a signal ended it.
    std::string output;
    std::string errors;
};

/// Runs `safetycell` with these arguments to its end.
Finished run_safetycell(std::vector<std::string> const& arguments);

/// A running `safetycell serve` on a free port, killed when it goes out of scope.
class ServerProcess {
public:
    /// Starts it and waits until it has printed its address. Throws when it ends instead.
    explicit ServerProcess(std::filesystem::path const& database, std::vector<std::string> const& more = {});
    ServerProcess(ServerProcess const&) = delete;
    ServerProcess& operator=(ServerProcess const&) = delete;
    ~ServerProcess();

    int port() const { return port_; }
    pid_t id() const { return process_; }
    /// Sends the signal and waits for the end; the exit code, or -1 when the signal ended it.
    int end_by(int signal);

private:
    pid_t process_ = -1;
    int output_ = -1;
    int port_ = 0;
};

/// The body of the answer to `GET target`, or the whole answer when its status is not 200.
std::string http_get(int port, std::string_view target);

}  // namespace safetycell::test
