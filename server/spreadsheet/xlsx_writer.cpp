#include "spreadsheet/xlsx_writer.hpp"

#include "base/utf8.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace safetycell::spreadsheet {
namespace {

constexpr std::string_view replacement = "\uFFFD";

/// A file in memory, by a path that the library can open.
class MemoryFile {
public:
    MemoryFile() : descriptor_(memfd_create("list", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw std::runtime_error("no file in memory could be made");
    }
    MemoryFile(MemoryFile const&) = delete;
    MemoryFile& operator=(MemoryFile const&) = delete;
    ~MemoryFile() { close(descriptor_); }

    std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

    std::string bytes() const {
        struct stat status {};
        if (fstat(descriptor_, &status) != 0) throw std::runtime_error("a file in memory could not be read");
        std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
        std::size_t read = 0;
        while (read < bytes.size()) {
            ssize_t const got =
                pread(descriptor_, bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
            if (got <= 0) throw std::runtime_error("a file in memory could not be read");
            read += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    int descriptor_;
};

bool is_allowed_in_xml(std::uint32_t code_point) {
    if (code_point < 0x20) return code_point == '\t' || code_point == '\n';
    return code_point != 0xFFFE && code_point != 0xFFFF;
}

/// Whether `_x0041_` stands here.
bool begins_escape(std::string_view text) {
    auto const is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

std::size_t utf16_units(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }) +
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xF8) == 0xF0; }));
}

/// The longest beginning of at most so many UTF-16 units, in whole characters.
std::string_view beginning_of(std::string_view text, std::size_t units) {
    std::size_t length = 0;
    while (length < text.size()) {
        std::size_t const bytes = first_character(text.substr(length)).value_or(Character{0, 1}).length;
        std::size_t const size = bytes == 4 ? 2 : 1;
        if (size > units) break;
        units -= size;
        length += bytes;
    }
    return text.substr(0, length);
}

lxw_datetime datetime_of(Date day, TimeOfDay time) {
    YearMonthDay const parts = parts_of(day);
    lxw_datetime datetime{};
    datetime.year = parts.year;
    datetime.month = static_cast<int>(parts.month);
    datetime.day = static_cast<int>(parts.day);
    datetime.hour = time.minutes / 60;
    datetime.min = time.minutes % 60;
    return datetime;
}

/// The calendar of Excel begins with 1900.
bool is_in_excel(Date day) {
    int const year = parts_of(day).year;
    return year >= 1900 && year <= 9999;
}

}  // namespace

std::string in_xml(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        auto const character = first_character(text);
        std::size_t const length = character ? character->length : 1;
        if (text.starts_with("\r")) {
            if (!text.starts_with("\r\n")) result += '\n';
        } else if (!character || !is_allowed_in_xml(character->code_point)) {
            result += replacement;
        } else {
            if (begins_escape(text)) result += "_x005F";
            result += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return result;
}

struct XlsxWriter::Impl {
    MemoryFile file;
    lxw_workbook* workbook = nullptr;
    lxw_worksheet* list = nullptr;
    lxw_worksheet* notes = nullptr;
    lxw_format* heading = nullptr;
    lxw_format* wrapped = nullptr;
    lxw_format* date = nullptr;
    lxw_format* moment = nullptr;
    XlsxWords words;
    lxw_row_t next_row = 0;
    std::size_t columns = 0;
    bool any_cut = false;

    Impl(XlsxWords given, Instant made_at) : words(std::move(given)) {
        std::string const path = file.path();
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        workbook = workbook_new_opt(path.c_str(), &options);
        if (workbook == nullptr) throw std::runtime_error("no workbook could be made");
        lxw_doc_properties properties{};
        properties.created = static_cast<time_t>(made_at.time_since_epoch().count());
        workbook_set_properties(workbook, &properties);
        list = workbook_add_worksheet(workbook, words.list.c_str());
        notes = workbook_add_worksheet(workbook, words.notes.c_str());
        if (list == nullptr || notes == nullptr) throw std::runtime_error("no sheet could be made");
        heading = workbook_add_format(workbook);
        format_set_bold(heading);
        format_set_text_wrap(heading);
        format_set_align(heading, LXW_ALIGN_VERTICAL_TOP);
        wrapped = workbook_add_format(workbook);
        format_set_text_wrap(wrapped);
        format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
        date = workbook_add_format(workbook);
        format_set_num_format(date, "yyyy-mm-dd");
        moment = workbook_add_format(workbook);
        format_set_num_format(moment, "yyyy-mm-dd hh:mm");
    }
    Impl(Impl const&) = delete;
    Impl& operator=(Impl const&) = delete;
    /// The library gives a workbook back only by closing it, which writes it.
    ~Impl() {
        if (workbook != nullptr) workbook_close(workbook);
    }

    static void check(lxw_error error) {
        if (error != LXW_NO_ERROR)
            throw std::runtime_error(fmt::format("a workbook could not be written: {}", lxw_strerror(error)));
    }

    void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                    lxw_format* format) {
        std::string cell = in_xml(text);
        // The library counts the characters of what is escaped.
        if (utf16_units(cell) > longest_cell) {
            any_cut = true;
            cell = std::string{beginning_of(cell, longest_cell - utf16_units(words.cut))} + words.cut;
        }
        check(worksheet_write_string(sheet, row, column, cell.c_str(), format));
    }

    void write(lxw_row_t row, lxw_col_t column, ListCell const& cell) {
        if (auto const* const text = std::get_if<std::string>(&cell)) {
            write_text(list, row, column, *text, nullptr);
        } else if (auto const* const number = std::get_if<Number>(&cell)) {
            // The locale of the program is "C".
            check(worksheet_write_number(list, row, column, std::strtod(number->digits.c_str(), nullptr),
                                         nullptr));
        } else if (auto const* const day = std::get_if<Date>(&cell)) {
            write_time(row, column, {*day, TimeOfDay{0}}, to_string(*day), date);
        } else if (auto const* const at = std::get_if<CivilTime>(&cell)) {
            write_time(row, column, *at, to_string(at->day) + ' ' + to_string(at->time), moment);
        }
    }

    void write_time(lxw_row_t row, lxw_col_t column, CivilTime const& at, std::string const& in_words,
                    lxw_format* format) {
        if (!is_in_excel(at.day)) return write_text(list, row, column, in_words, nullptr);
        lxw_datetime datetime = datetime_of(at.day, at.time);
        check(worksheet_write_datetime(list, row, column, &datetime, format));
    }
};

XlsxWriter::XlsxWriter(std::span<std::string const> headers, XlsxWords words, Instant made_at)
    : impl_(std::make_unique<Impl>(std::move(words), made_at)) {
    impl_->columns = headers.size();
    auto const last = static_cast<lxw_col_t>(headers.empty() ? 0 : headers.size() - 1);
    constexpr double width_in_characters = 16;
    worksheet_set_column(impl_->list, 0, last, width_in_characters, nullptr);
    worksheet_freeze_panes(impl_->list, 1, 0);
    lxw_col_t column = 0;
    for (std::string const& header : headers)
        impl_->write_text(impl_->list, 0, column++, header, impl_->heading);
    impl_->next_row = 1;
}

XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::add_row(std::span<ListCell const> cells) {
    lxw_col_t column = 0;
    for (ListCell const& cell : cells)
        impl_->write(impl_->next_row, column++, cell);
    ++impl_->next_row;
}

std::string XlsxWriter::finish(Notes const& notes) {
    if (impl_->columns > 0) {
        worksheet_autofilter(impl_->list, 0, 0, impl_->next_row - 1,
                             static_cast<lxw_col_t>(impl_->columns - 1));
    }
    constexpr double narrow = 28;
    constexpr double wide = 90;
    worksheet_set_column(impl_->notes, 0, 1, narrow, nullptr);
    worksheet_set_column(impl_->notes, 2, 2, wide, nullptr);
    lxw_row_t row = 0;
    auto const write_line = [&](std::vector<std::string> const& line) {
        lxw_col_t column = 0;
        for (std::string const& text : line) {
            impl_->write_text(impl_->notes, row, column, text, column == 0 ? impl_->heading : impl_->wrapped);
            ++column;
        }
        ++row;
    };
    bool const any_cut = impl_->any_cut;
    for (std::vector<std::string> const& line : notes)
        write_line(line);
    if (any_cut) write_line({impl_->words.cut_note});
    lxw_workbook* const workbook = std::exchange(impl_->workbook, nullptr);
    Impl::check(workbook_close(workbook));
    return impl_->file.bytes();
}

}  // namespace safetycell::spreadsheet
