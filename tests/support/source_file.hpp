#pragma once
// Files of the checkout that tests read: descriptions, schemas, settings. The folder is named in one object
// file and in no macro of all, so that checkouts in different places share what a compiler cache keeps.

#include <string>
#include <string_view>

namespace safetycell::test {

/// The full path of a file, given from the top of the checkout: "docs/api.md".
std::string source_file(std::string_view path);

}  // namespace safetycell::test
