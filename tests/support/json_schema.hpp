#pragma once
// Checks JSON texts against the schemas of schema/messages/.

#include <string>
#include <string_view>
#include <vector>

namespace safetycell::test {

/// Every way in which `text` breaks schema/messages/`schema`.schema.json, in words; empty: it is valid.
std::vector<std::string> schema_faults(std::string_view schema, std::string_view text);

}  // namespace safetycell::test
