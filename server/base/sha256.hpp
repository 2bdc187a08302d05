#pragma once
// SHA-256, by OpenSSL.

#include <memory>
#include <string>
#include <string_view>

namespace safetycell {

/// Fed in pieces, for digests over many rows.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. Call it once, last.
    std::string hex();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

std::string sha256_hex(std::string_view bytes);
/// The 32 bytes themselves.
std::string sha256_bytes(std::string_view bytes);

/// `count` random bytes of the operating system.
std::string random_bytes(int count);
/// The same in hexadecimal.
std::string random_hex(int count);

}  // namespace safetycell
