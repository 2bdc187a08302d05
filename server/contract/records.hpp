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

/// A step that was taken with a violation.
struct RecordStep {
    Revision change = 0;
    std::string_view step;
    Date on;  ///< At the site.
    Instant recorded_at;
    std::string who;
    std::string text;
    std::string assigned_to;
    Date until = Date::never();
};

/// A photo of a violation or an incident, without what it shows.
struct RecordPhoto {
    std::int32_t id = 0;
    std::string_view moment;  ///< "before", "after" or "other".
    std::string caption;
    std::string type;
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::int64_t bytes = 0;
    Revision change = 0;
    Instant recorded_at;
    std::string who;
};

struct RecordDocument {
    std::string_view kind;
    std::int32_t id = 0;
    Revision change = 0;                    ///< The newest one that touched any of it.
    std::vector<RecordRevision> revisions;  ///< The newest last; at least one.
    std::vector<std::string> warnings;
    std::optional<std::vector<RecordStep>> steps;    ///< Of a violation.
    std::vector<std::string_view> open_steps;        ///< Those that the asker may take now.
    std::optional<std::vector<RecordPhoto>> photos;  ///< Of kinds that may have some.
    bool may_add_photos = false;                     ///< For the asker.
};

/// `next`: where the next page goes on; none on the last one.
std::string render_records(std::string_view kind, std::vector<RecordEntry> const& records,
                           std::optional<std::string> const& next);
std::string render_record(RecordDocument const& document);
std::string render_steps(std::vector<RecordStep> const& steps, std::vector<std::string_view> const& open_steps);

/// A column of a kind, for whoever builds a form.
struct FormField {
    std::string_view name;
    std::string_view content;  ///< "text", "number", "whole_number", "day" or "yes_or_no".
    bool required = false;
};
std::string render_form(std::string_view kind, std::vector<FormField> const& fields);

}  // namespace safetycell::contract
