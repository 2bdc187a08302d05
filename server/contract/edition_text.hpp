#pragma once
// An edition document as plain text, for a terminal.

#include <string>
#include <string_view>

namespace safetycell::contract {

/// Tables of the combined scopes; of every scope when the document was cut to one.
std::string render_edition_text(std::string_view document);

}  // namespace safetycell::contract
