#include "import/preparing.hpp"

#include "import/layout.hpp"
#include "import/timesheet.hpp"

#include <fmt/format.h>

namespace safetycell::importing {
namespace {

/// The headers that the one mapping of a profile reads as they stand.
std::vector<std::string> headers_read(Mapping const& mapping) {
    std::vector<std::string> headers;
    for (auto const& [field, source] : mapping.fields)
        for (Value const& value : source)
            if (value.from == Value::From::column) headers.push_back(value.text);
    return headers;
}

}  // namespace

std::optional<PreparedTable> prepare_table(std::string_view bytes, Profile const& profile,
                                           std::string const& sheet, std::int64_t header_line, bool is_form,
                                           FaultList& faults, FaultList& warnings) {
    tl::expected<ReadTable, Fault> read = read_any_table(bytes, {profile.encoding, sheet});
    if (!read) {
        faults.add(read.error());
        return std::nullopt;
    }
    PreparedTable prepared{*std::move(read), std::nullopt, false};
    std::vector<std::string>& said = prepared.read.said_back;
    bool const is_laid_out = (profile.by_header || profile.is_laid_out) && !is_form;
    Mapping const& mapping = profile.mappings.front();
    if (is_laid_out && mapping.kind == Kind::hours && is_timesheet(prepared.read.table)) {
        prepared.is_timesheet = true;
        prepared.added_up = hours_of_timesheet(prepared.read.table, faults, warnings, said);
        if (!prepared.added_up) return std::nullopt;
        return prepared;
    }
    if (std::int64_t const filled = fill_merged(prepared.read.table, prepared.read.merges); filled > 0) {
        said.push_back(fmt::format("Merged cells: their texts and days are repeated in {} {} beneath.", filled,
                                   filled == 1 ? "cell" : "cells"));
    }
    if (is_laid_out) {
        for (std::string& sentence :
             lay_out(prepared.read.table, mapping.kind, headers_read(mapping), header_line))
            said.push_back(std::move(sentence));
    }
    return prepared;
}

}  // namespace safetycell::importing
