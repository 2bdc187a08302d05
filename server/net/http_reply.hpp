#pragma once
// The head of a reply as bytes. The body follows it untouched, from the buffer that all readers share.

#include "api/message.hpp"

#include <string>

namespace safetycell::net {

/// Ends with the empty line. A 304 has no length: it says nothing of the body it spares.
std::string render_reply_head(api::Reply const& reply, Instant now, bool keep_alive);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(Instant instant);

}  // namespace safetycell::net
