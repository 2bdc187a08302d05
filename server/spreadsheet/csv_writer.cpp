#include "spreadsheet/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace safetycell::spreadsheet {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace

bool looks_like_a_formula(std::string_view text) {
    // The last four are the full-width forms of the first four, which East Asian versions of Excel take alike.
    static constexpr std::array<std::string_view, 11> beginnings{
        "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

CsvWriter::CsvWriter(std::span<std::string const> headers, CsvMarks marks)
    : marks_(marks), bytes_("\xEF\xBB\xBF") {
    std::vector<ListCell> const cells(headers.begin(), headers.end());
    add_row(cells);
}

void CsvWriter::append_text(std::string_view text) {
    bytes_ += '"';
    if (looks_like_a_formula(text)) bytes_ += '\'';
    for (char const c : text) {
        if (c == '"') bytes_ += '"';
        bytes_ += c;
    }
    bytes_ += '"';
}

void CsvWriter::add_row(std::span<ListCell const> cells) {
    bool is_first = true;
    for (ListCell const& cell : cells) {
        if (!is_first) bytes_ += marks_.delimiter;
        is_first = false;
        std::visit(Overloaded{[](std::monostate) {}, [&](std::string const& text) { append_text(text); },
                              [&](Number const& number) {
                                  for (char const c : number.digits)
                                      bytes_ += c == '.' ? marks_.decimal_mark : c;
                              },
                              [&](Date day) { bytes_ += to_string(day); },
                              [&](CivilTime const& at) {
                                  bytes_ += to_string(at.day) + ' ' + to_string(at.time);
                              }},
                   cell);
    }
    bytes_ += "\r\n";
}

std::string CsvWriter::finish(Notes const&) {
    return std::move(bytes_);
}

}  // namespace safetycell::spreadsheet
