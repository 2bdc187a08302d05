#include "import/encoding.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace safetycell::importing {
namespace {

std::int64_t line_of(std::string_view bytes, std::size_t position) {
    return 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(position), '\n');
}

/// Position of the first byte that is not UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates).
std::size_t find_invalid_utf8(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        auto const at = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : static_cast<unsigned char>(0);
        };
        unsigned char const first = at(i);
        std::size_t length = 1;
        unsigned char least = 0x80;
        unsigned char most = 0xBF;
        if (first >= 0x80) {
            if (first < 0xC2 || first > 0xF4) return i;
            length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
            if (first == 0xE0) least = 0xA0;
            if (first == 0xED) most = 0x9F;
            if (first == 0xF0) least = 0x90;
            if (first == 0xF4) most = 0x8F;
        }
        for (std::size_t k = 1; k < length; ++k) {
            if (at(i + k) < least || at(i + k) > most) return i;
            least = 0x80;
            most = 0xBF;
        }
        i += length;
    }
    return std::string_view::npos;
}

/// Closed when it goes out of scope.
class Converter {
public:
    Converter() : handle_(iconv_open("UTF-8", "CP1251")) {
        if (!is_open()) throw std::runtime_error("iconv cannot convert Windows-1251");
    }
    Converter(Converter const&) = delete;
    Converter& operator=(Converter const&) = delete;
    ~Converter() {
        if (is_open()) iconv_close(handle_);
    }

    tl::expected<std::string, Fault> convert(std::string_view bytes) {
        // Windows-1251 characters take at most three bytes in UTF-8.
        std::string text(bytes.size() * 3, '\0');
        std::string input{bytes};
        char* from = input.data();
        char* to = text.data();
        std::size_t from_left = input.size();
        std::size_t to_left = text.size();
        if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
            auto const position = bytes.size() - from_left;
            return tl::unexpected(
                Fault{line_of(bytes, position), "",
                      fmt::format("byte {:02X} hexadecimal", static_cast<unsigned char>(bytes[position])),
                      "Text in UTF-8 or Windows-1251; this byte is in neither. Save the file "
                      "as \"CSV UTF-8\" and import it again."});
        }
        text.resize(text.size() - to_left);
        return text;
    }

private:
    bool is_open() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }
    iconv_t handle_;
};

constexpr std::string_view save_as_csv = "Save it as \"CSV UTF-8\" and import that file.";

}  // namespace

std::string_view to_words(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::utf8_with_mark: return "UTF-8 with a byte order mark";
        case Encoding::windows_1251: return "Windows-1251";
    }
    return "";
}

tl::expected<DecodedText, Fault> decode(std::string_view bytes) {
    auto const refuse = [](std::int64_t line, std::string_view what, std::string_view remedy) {
        return tl::unexpected(Fault{line, "", "", fmt::format("{} {}", what, remedy)});
    };
    if (bytes.starts_with("PK\x03\x04")) {
        return refuse(0, "A CSV file was expected; this is an Excel workbook.", save_as_csv);
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return refuse(0, "A CSV file was expected; this is an old Excel workbook.", save_as_csv);
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return refuse(0, "Text in UTF-8 or Windows-1251 was expected; this is UTF-16.", save_as_csv);
    }
    if (std::size_t const zero = bytes.find('\0'); zero != std::string_view::npos) {
        return refuse(line_of(bytes, zero), "A text file was expected; this one holds zero bytes (U+0000).",
                      save_as_csv);
    }

    constexpr std::string_view mark = "\xEF\xBB\xBF";
    bool const has_mark = bytes.starts_with(mark);
    if (has_mark) bytes.remove_prefix(mark.size());
    std::size_t const invalid = find_invalid_utf8(bytes);
    if (invalid == std::string_view::npos) {
        return DecodedText{std::string{bytes}, has_mark ? Encoding::utf8_with_mark : Encoding::utf8};
    }
    if (has_mark) {
        return refuse(line_of(bytes, invalid),
                      "The file begins with the mark of UTF-8, but this line is not UTF-8.", save_as_csv);
    }
    return Converter{}.convert(bytes).map([](std::string text) {
        return DecodedText{std::move(text), Encoding::windows_1251};
    });
}

}  // namespace safetycell::importing
