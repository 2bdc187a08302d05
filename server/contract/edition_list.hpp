#pragma once
// The list of editions, newest first, a page at a time.

#include "domain/edition.hpp"

#include <optional>
#include <string>
#include <vector>

namespace safetycell::contract {

/// `next_before` continues the list; none on its last page.
std::string render_edition_list(std::vector<domain::EditionHeader> const& headers,
                                std::optional<std::int64_t> next_before);

}  // namespace safetycell::contract
