#pragma once
// How jobs of the command line and their outcomes travel over the socket beside the database: a frame is its
// length (four bytes, most significant first) and so many bytes. Inside, every text is its length (likewise)
// and its bytes; the first byte is the version of this form. Who asks does not travel: the socket knows it.

#include "api/job.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace safetycell::net {

constexpr std::size_t frame_head_size = 4;
constexpr std::size_t largest_frame = 512UL * 1024 * 1024;

/// The four bytes before `size` bytes. Precondition: size <= largest_frame.
std::string frame_head(std::size_t size);
std::uint32_t frame_size(std::string_view head);

std::string encode_job(api::Job const& job);
/// Error `invalid` for anything that encode_job of this version does not write.
Result<api::Job> decode_job(std::string_view bytes);

std::string encode_outcome(api::JobOutcome const& outcome);
Result<api::JobOutcome> decode_outcome(std::string_view bytes);

}  // namespace safetycell::net
