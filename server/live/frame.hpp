#pragma once
// The bytes that screens get, made once and shared by everybody.

#include <cstdint>
#include <memory>
#include <string>

namespace safetycell::live {

/// One audience's message of one edition, immutable.
struct Frame {
    std::string epoch;
    std::int64_t edition = 0;
    std::string gzip;  ///< Sent as a binary message, or over HTTP with Content-Encoding: gzip.
    std::string text;  ///< The same, for a client that did not ask for gzip.
};

using FramePtr = std::shared_ptr<Frame const>;

}  // namespace safetycell::live
