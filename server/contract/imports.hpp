#pragma once
// Importing over the interface: the file as it was seen, what was chosen for it, what it would do, and what was
// done.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "contract/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace safetycell::contract {

/// Texts as people and programs write them; "" and 0 leave it to detection.
struct ImportChoice {
    std::string kind;
    std::string sheet;
    std::string encoding;
    std::string dates;
    std::string decimal_mark;
    std::int64_t header_line = 0;
    std::vector<std::pair<std::string, std::string>> columns;  ///< Of the kind, and the header that gives it.
    std::string save_as;  ///< Name under which the layout is to be kept; never stored itself.
};
Result<ImportChoice> parse_import_choice(std::string_view text);
std::string render_import_choice(ImportChoice const& choice);

struct ImportFault {
    std::int64_t line = 0;
    std::string place;
    std::string column;
    std::string value;
    std::string expected;
};

struct ImportColumn {
    std::string header;
    std::vector<std::string> samples;
    std::string guess;  ///< "": none.
};

struct ImportDraft {
    std::int64_t id = 0;
    std::string file_name;
    std::int64_t bytes = 0;
    Instant uploaded_at;
    ImportChoice choice;
    std::string profile;  ///< Saved layout that was found to fit; "": none.
    std::vector<std::string> said_back;
    std::vector<std::string> sheets;
    std::string sheet;
    std::int64_t header_line = 0;
    std::int64_t rows = 0;
    bool is_timesheet = false;
    std::vector<ImportColumn> columns;
    std::vector<FormField> fields;           ///< Of the kind.
    std::vector<std::string> period_fields;  ///< Of which one is needed.
    std::vector<ImportFault> faults;
};
std::string render_import_draft(ImportDraft const& draft);

struct ImportCell {
    std::string name;
    std::string before;
    std::string after;
};
struct ImportRow {
    std::int64_t line = 0;
    std::string_view status;  ///< "new", "changed" or "unchanged".
    std::string key;
    std::vector<ImportCell> cells;
};
struct ImportCounts {
    std::int64_t rows = 0;
    std::int64_t created = 0;
    std::int64_t revised = 0;
    std::int64_t unchanged = 0;
    std::int64_t faulty = 0;
};
struct ImportPreview {
    std::string version;  ///< Of what it would do.
    ImportCounts counts;
    std::vector<std::string> said_back;
    std::vector<ImportFault> warnings;
    std::int64_t more_warnings = 0;
    std::vector<ImportFault> faults;
    std::int64_t more_faults = 0;
    std::vector<ImportRow> records;
    std::optional<std::int64_t> next;
};
std::string render_import_preview(ImportPreview const& preview);

/// `change`: 0 where nothing was to be changed.
std::string render_import_done(Revision change, ImportCounts const& counts,
                               std::vector<ImportFault> const& warnings);

struct ImportListing {
    struct Draft {
        std::int64_t id = 0;
        std::string file_name;
        std::string kind;
        Instant uploaded_at;
    };
    struct Profile {
        std::string name;
        std::string kind;
    };
    struct Import {
        Revision change = 0;
        Revision undoes = 0;
        Revision undone_by = 0;
        Instant recorded_at;
        std::string who;
        std::string kind;
        std::string file_name;
        ImportCounts counts;
    };
    std::vector<Draft> drafts;
    std::vector<Profile> profiles;
    std::vector<Import> imports;
};
std::string render_import_listing(ImportListing const& listing);

}  // namespace safetycell::contract
