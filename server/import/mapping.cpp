#include "import/mapping.hpp"

#include "import/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::importing {
namespace {

/// Whether one of the values is an element of a list set apart by commas.
bool contains_one(std::string_view list, std::vector<std::string> const& values) {
    while (!list.empty()) {
        std::size_t const comma = std::min(list.find(','), list.size());
        if (std::ranges::find(values, trimmed(list.substr(0, comma))) != values.end()) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

}  // namespace

std::string_view Sheet::cell(std::size_t row, std::size_t column) const {
    std::span<std::string_view const> const cells = table_.row(row);
    if (column >= cells.size()) return {};
    std::string_view const text = trimmed(cells[column]);
    return std::ranges::find(null_words_, text) == null_words_.end() ? text : std::string_view{};
}

std::string_view Sheet::header(std::size_t column) const {
    return trimmed(table_.row(0)[column]);
}

std::vector<std::size_t> Sheet::columns_named(std::string_view wanted) const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < column_count(); ++i) {
        if (header(i) == wanted) columns.push_back(i);
    }
    return columns;
}

std::vector<std::string_view> columns_in(std::string_view joined) {
    std::vector<std::string_view> headers;
    for (std::size_t open = joined.find('{'); open != std::string_view::npos;
         open = joined.find('{', open + 1)) {
        std::size_t const close = joined.find('}', open);
        if (close == std::string_view::npos) break;
        headers.push_back(joined.substr(open + 1, close - open - 1));
    }
    return headers;
}

std::optional<BoundMapping> BoundMapping::bind(Mapping const& mapping, Sheet const& sheet, FaultList& faults) {
    BoundMapping bound{mapping, sheet};
    bool complete = bound.bind_sources(mapping.fields, faults);
    if (mapping.create_organizations) complete &= bound.bind_sources(*mapping.create_organizations, faults);
    if (mapping.create_sites) complete &= bound.bind_sources(*mapping.create_sites, faults);
    for (SkipRule const& rule : mapping.skip) {
        for (Condition const& condition : rule.when)
            complete &= bound.bind_column(condition.column, faults);
    }
    if (!complete) return std::nullopt;
    return bound;
}

bool BoundMapping::bind_column(std::string_view header, FaultList& faults) {
    if (columns_.contains(header)) return columns_.find(header)->second != no_column;
    std::vector<std::size_t> const found = sheet_->columns_named(header);
    columns_.emplace(header, found.size() == 1 ? found.front() : no_column);
    if (found.size() == 1) return true;
    faults.add({sheet_->line(0), std::string{header}, "",
                found.empty() ? "A column with this header; the file has none."
                              : "One column with this header; the file has it more than once."});
    return false;
}

bool BoundMapping::bind_sources(Sources const& sources, FaultList& faults) {
    bool complete = true;
    for (auto const& [field, source] : sources) {
        for (Value const& value : source) {
            if (value.from == Value::From::column) complete &= bind_column(value.text, faults);
            if (value.from == Value::From::join) {
                for (std::string_view const header : columns_in(value.text))
                    complete &= bind_column(header, faults);
            }
            for (Condition const& condition : value.when)
                complete &= bind_column(condition.column, faults);
        }
    }
    return complete;
}

bool BoundMapping::holds(std::size_t row, std::vector<Condition> const& conditions) const {
    return std::ranges::all_of(conditions, [&](Condition const& condition) {
        std::string_view const text = sheet_->cell(row, column(condition.column));
        bool result = false;
        switch (condition.test) {
            case Condition::Test::equals:
                result = std::ranges::find(condition.values, text) != condition.values.end();
                break;
            case Condition::Test::contains: result = contains_one(text, condition.values); break;
            case Condition::Test::empty: result = text.empty(); break;
        }
        return result != condition.negated;
    });
}

MappedText BoundMapping::raw_text(std::size_t row, Value const& value) const {
    MappedText result;
    result.value = &value;
    switch (value.from) {
        case Value::From::constant: result.text = value.text; return result;
        case Value::From::column:
            result.column = column(value.text);
            result.text = sheet_->cell(row, result.column);
            return result;
        case Value::From::join: break;
    }
    std::string_view rest = value.text;
    for (std::string_view const header : columns_in(value.text)) {
        result.column = result.column == no_column ? column(header) : result.column;
        std::string_view const cell = sheet_->cell(row, column(header));
        std::size_t const open = rest.find('{');
        if (cell.empty()) {
            result.text.clear();
            return result;
        }
        result.text += rest.substr(0, open);
        result.text += cell;
        rest.remove_prefix(open + header.size() + 2);
    }
    result.text += rest;
    return result;
}

MappedText BoundMapping::text_of(std::size_t row, ValueSource const& source) const {
    MappedText result;
    for (Value const& value : source) {
        if (!holds(row, value.when)) continue;
        result = raw_text(row, value);
        if (result.text.empty()) continue;
        if (!value.map.empty()) {
            auto const mapped = value.map.find(result.text);
            result.is_refused = mapped == value.map.end() && !value.otherwise;
            if (result.is_refused) return result;
            result.text = mapped != value.map.end() ? mapped->second : *value.otherwise;
        }
        if (result.text.size() < value.pad_zeros)
            result.text.insert(0, value.pad_zeros - result.text.size(), '0');
        if (!result.text.empty()) return result;
    }
    return result;
}

SkipRule const* BoundMapping::skip_rule_of(std::size_t row) const {
    auto const rule =
        std::ranges::find_if(mapping_->skip, [&](SkipRule const& one) { return holds(row, one.when); });
    return rule == mapping_->skip.end() ? nullptr : &*rule;
}

std::vector<std::size_t> BoundMapping::plain_columns_of(ValueSource const& source) const {
    std::vector<std::size_t> columns;
    for (Value const& value : source) {
        if (value.from == Value::From::column && value.map.empty()) columns.push_back(column(value.text));
    }
    return columns;
}

std::size_t BoundMapping::column_to_name(ValueSource const& source) const {
    for (Value const& value : source) {
        if (value.from == Value::From::column) return column(value.text);
        for (std::string_view const header : columns_in(value.text)) {
            if (value.from == Value::From::join) return column(header);
        }
    }
    return no_column;
}

}  // namespace safetycell::importing
