#include "domain/second_factor.hpp"

#include "base/base32.hpp"
#include "base/hmac.hpp"

#include <fmt/format.h>

#include <array>

namespace safetycell::domain {
namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::uint32_t codes = 1'000'000;

std::string percent_encoded(std::string_view text) {
    std::string result;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '.' || c == '-' || c == '_';
        result += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

}  // namespace

std::int64_t code_step(Instant instant) {
    return instant.time_since_epoch().count() / step_seconds;
}

std::string one_time_code(std::string_view secret, std::int64_t step) {
    std::array<char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (8 * (7 - i))) & 255U);
    std::string const digest = hmac_sha1(secret, {counter.data(), counter.size()});
    // RFC 4226, 5.3: the last four bits say where the 31 bits begin.
    std::size_t const at = static_cast<unsigned char>(digest.back()) & 15U;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = (number << 8U) | static_cast<unsigned char>(digest[at + i]);
    return fmt::format("{:06}", (number & 0x7FFF'FFFFU) % codes);
}

std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view given, Instant now,
                                          std::int64_t last_step) {
    std::int64_t const current = code_step(now);
    std::string const code = bare_code(given);
    for (std::int64_t const step : {current, current - 1, current + 1}) {
        if (step > last_step && one_time_code(secret, step) == code) return step;
    }
    return std::nullopt;
}

std::string bare_code(std::string_view given) {
    std::string code;
    for (char const c : given) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

std::string recovery_code(std::string_view random) {
    constexpr std::size_t group = 4;
    std::string const letters = to_base32(random);
    std::string code;
    for (std::size_t at = 0; at < letters.size(); at += group) {
        if (at > 0) code += '-';
        code += letters.substr(at, group);
    }
    return code;
}

std::string authenticator_address(std::string_view issuer, std::string_view login, std::string_view base32) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent_encoded(issuer), percent_encoded(login), base32);
}

}  // namespace safetycell::domain
