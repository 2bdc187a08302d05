#include "support/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace safetycell::test {
namespace {

struct Pipe {
    std::array<int, 2> ends{-1, -1};
    Pipe() {
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    }
};

pid_t start(std::vector<std::string> arguments, int output, int errors) {
    arguments.insert(arguments.begin(), SAFETYCELL_BINARY);
    std::vector<char*> pointers;
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t const process = fork();
    if (process < 0) throw std::runtime_error("fork failed");
    if (process == 0) {
        dup2(output, STDOUT_FILENO);
        if (errors >= 0) dup2(errors, STDERR_FILENO);
        execv(SAFETYCELL_BINARY, pointers.data());
        _exit(127);
    }
    return process;
}

int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Finished run_safetycell(std::vector<std::string> const& arguments) {
    Pipe output;
    Pipe errors;
    pid_t const process = start(arguments, output.ends[1], errors.ends[1]);
    close(output.ends[1]);
    close(errors.ends[1]);
    Finished finished;
    std::array<pollfd, 2> polled{{{output.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}}};
    std::array<std::string*, 2> const texts{&finished.output, &finished.errors};
    for (int open = 2; open > 0;) {
        poll(polled.data(), polled.size(), -1);
        for (std::size_t i = 0; i < polled.size(); ++i) {
            if (polled[i].fd < 0 || polled[i].revents == 0) continue;
            std::array<char, 65536> piece{};
            ssize_t const count = read(polled[i].fd, piece.data(), piece.size());
            if (count > 0) {
                texts[i]->append(piece.data(), static_cast<std::size_t>(count));
            } else {
                close(polled[i].fd);
                polled[i].fd = -1;
                --open;
            }
        }
    }
    finished.exit_code = wait_for(process);
    return finished;
}

ServerProcess::ServerProcess(std::filesystem::path const& database, std::vector<std::string> const& more) {
    Pipe output;
    std::vector<std::string> arguments{"serve", "--database", database.string(), "--port", "0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    process_ = start(arguments, output.ends[1], -1);
    close(output.ends[1]);
    output_ = output.ends[0];
    std::string printed;
    constexpr std::string_view mark = "http://127.0.0.1:";
    for (char c = 0; read(output_, &c, 1) == 1;) {
        printed += c;
        auto const at = printed.find(mark);
        if (c == '\n' && at != std::string::npos) {
            port_ = std::stoi(printed.substr(at + mark.size()));
            return;
        }
    }
    wait_for(process_);
    close(output_);
    throw std::runtime_error("the server ended before it served: " + printed);
}

ServerProcess::~ServerProcess() {
    if (process_ > 0) end_by(SIGKILL);
}

int ServerProcess::end_by(int signal) {
    kill(process_, signal);
    int const code = wait_for(process_);
    close(output_);
    process_ = -1;
    return code;
}

std::string http_get(int port, std::string_view target) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(socket);
        throw std::runtime_error("cannot connect");
    }
    std::string const request = "GET " + std::string{target} +
                                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                                "\r\nConnection: close\r\n\r\n";
    if (write(socket, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
        throw std::runtime_error("cannot send");
    }
    std::string answer;
    std::array<char, 65536> piece{};
    for (ssize_t count = 0; (count = read(socket, piece.data(), piece.size())) > 0;) {
        answer.append(piece.data(), static_cast<std::size_t>(count));
    }
    close(socket);
    auto const end_of_header = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 200 ") || end_of_header == std::string::npos) return answer;
    return answer.substr(end_of_header + 4);
}

}  // namespace safetycell::test
