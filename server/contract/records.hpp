#pragma once
// Records of any kind over the interface: their columns by the names of docs/import.md, numbers as numbers, yes
// and no as true and false, and what is not known as null.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

enum class FieldType : std::uint8_t { text, number, yes_or_no };

struct RecordField {
    std::string_view name;
    FieldType type = FieldType::text;
    std::string text;
};

struct RecordEntry {
    std::int32_t id = 0;
    Revision change = 0;
    std::vector<RecordField> fields;
};

struct RecordRevision {
    Revision change = 0;
    Instant recorded_at;
    std::string who;
    std::string why;
    std::string source;
    std::vector<RecordField> fields;
};

/// `next`: where the next page goes on; none on the last one.
std::string render_records(std::string_view kind, std::vector<RecordEntry> const& records,
                           std::optional<std::string> const& next);
/// The newest revision last.
std::string render_record(std::string_view kind, std::int32_t id, std::vector<RecordRevision> const& revisions,
                          std::vector<std::string> const& warnings = {});

/// A column of a kind, for whoever builds a form.
struct FormField {
    std::string_view name;
    std::string_view content;  ///< "text", "number", "whole_number", "day" or "yes_or_no".
    bool required = false;
};
std::string render_form(std::string_view kind, std::vector<FormField> const& fields);

}  // namespace safetycell::contract
