#pragma once
// A field of a record as JSON, for the other files of this folder.

#include "contract/records.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

using Json = nlohmann::ordered_json;

/// null where nothing is known.
Json json_of(RecordField const& field);

}  // namespace safetycell::contract
