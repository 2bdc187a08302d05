#pragma once
// A WebSocket client for tests, frame by frame, so that it can send what no proper client sends.

#include "net/raw_client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::test {

enum class Opcode : unsigned char { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

struct WsMessage {
    Opcode opcode = Opcode::text;
    std::string payload;

    /// Of a close frame.
    int close_code() const {
        if (payload.size() < 2) return 0;
        return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    }
};

class WsClient {
public:
    /// Asks for the upgrade; `reply()` is what came of it.
    WsClient(std::uint16_t port, std::string const& target, std::string const& fields = "",
             int receive_buffer = 0)
        : client_(port, receive_buffer) {
        client_.send("GET " + target +
                     " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                     fields + "\r\n");
        reply_ = client_.read_reply();
    }

    HttpReply const& reply() const { return reply_; }
    RawClient& raw() { return client_; }

    /// One frame, masked as a client must.
    void send(Opcode opcode, std::string_view payload, bool final = true) {
        std::string frame(1, static_cast<char>((final ? 0x80 : 0) | static_cast<int>(opcode)));
        // The shortest of the three forms of a length, which is the only right one.
        int const bytes_of_length = payload.size() < 126 ? 0 : payload.size() < 65536 ? 2 : 8;
        frame += static_cast<char>(0x80 | (bytes_of_length == 0   ? payload.size()
                                           : bytes_of_length == 2 ? 126U
                                                                  : 127U));
        for (int i = bytes_of_length - 1; i >= 0; --i)
            frame += static_cast<char>(payload.size() >> (8 * i) & 0xff);
        std::string_view const mask = "\x11\x22\x33\x44";
        frame += mask;
        for (std::size_t i = 0; i < payload.size(); ++i)
            frame += static_cast<char>(payload[i] ^ mask[i % 4]);
        client_.send(frame);
    }

    /// The next frame of any kind; none when the connection ended. The server never fragments.
    std::optional<WsMessage> read() {
        std::optional<std::string> const head = client_.read(2);
        if (!head) return std::nullopt;
        auto const byte = [](std::string const& bytes, std::size_t i) {
            return static_cast<unsigned char>(bytes[i]);
        };
        CHECK((byte(*head, 0) & 0xf0) == 0x80);
        CHECK((byte(*head, 1) & 0x80) == 0);
        std::size_t size = byte(*head, 1);
        if (size >= 126) {
            std::optional<std::string> const more = client_.read(size == 126 ? 2 : 8);
            if (!more) return std::nullopt;
            size = 0;
            for (std::size_t i = 0; i < more->size(); ++i)
                size = size << 8 | byte(*more, i);
        }
        std::optional<std::string> payload = client_.read(size);
        if (!payload) return std::nullopt;
        return WsMessage{static_cast<Opcode>(byte(*head, 0) & 0x0f), std::move(*payload)};
    }

    /// The next edition, skipping heartbeats and answering pings.
    std::optional<WsMessage> read_frame() {
        for (;;) {
            std::optional<WsMessage> message = read();
            if (!message) return std::nullopt;
            if (message->opcode == Opcode::ping) {
                send(Opcode::pong, message->payload);
            } else if (message->payload.find("\"heartbeat\"") == std::string::npos) {
                return message;
            }
        }
    }

private:
    RawClient client_;
    HttpReply reply_;
};

}  // namespace safetycell::test
