#include "import/encoding.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace safetycell::importing {
namespace {

constexpr std::string_view save_as_csv = "Save it as \"CSV UTF-8\" and import that file.";

std::int64_t line_of(std::string_view bytes, std::size_t position) {
    return 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(position), '\n');
}

bool is_cyrillic(std::uint32_t code_point) {
    return code_point >= 0x400 && code_point < 0x530;
}

/// ASCII letters, and all beyond Latin-1's signs but the general punctuation and symbols from U+2000 on.
bool is_letter(std::uint32_t code_point) {
    bool const is_ascii = (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z');
    return is_ascii || (code_point >= 0xC0 && code_point < 0x2000);
}

/// Closed when it goes out of scope.
class Converter {
public:
    explicit Converter(Encoding from)
        : from_(from), handle_(iconv_open("UTF-8", from == Encoding::windows_1252 ? "CP1252" : "CP1251")) {
        if (!is_open()) throw std::runtime_error(fmt::format("iconv cannot convert {}", to_words(from)));
    }
    Converter(Converter const&) = delete;
    Converter& operator=(Converter const&) = delete;
    ~Converter() {
        if (is_open()) iconv_close(handle_);
    }

    tl::expected<std::string, Fault> convert(std::string_view bytes) {
        // The characters of both encodings take at most three bytes in UTF-8.
        std::string text(bytes.size() * 3, '\0');
        std::string input{bytes};
        char* from = input.data();
        char* to = text.data();
        std::size_t from_left = input.size();
        std::size_t to_left = text.size();
        if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
            auto const position = bytes.size() - from_left;
            return tl::unexpected(Fault{
                line_of(bytes, position), "",
                fmt::format("byte {:02X} hexadecimal", static_cast<unsigned char>(bytes[position])),
                fmt::format("Text in UTF-8 or {}; this byte is in neither. {}", to_words(from_), save_as_csv)});
        }
        text.resize(text.size() - to_left);
        return text;
    }

private:
    bool is_open() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }
    Encoding from_;
    iconv_t handle_;
};

}  // namespace

std::string_view to_words(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::utf8_with_mark: return "UTF-8 with a byte order mark";
        case Encoding::windows_1251: return "Windows-1251";
        case Encoding::windows_1252: return "Windows-1252";
    }
    return "";
}

std::optional<Encoding> encoding_from(std::string_view name) {
    for (Encoding const encoding : {Encoding::utf8, Encoding::windows_1251, Encoding::windows_1252}) {
        if (to_words(encoding) == name) return encoding;
    }
    return std::nullopt;
}

tl::expected<DecodedText, Fault> decode(std::string_view bytes, std::optional<Encoding> stated) {
    auto const refuse = [](std::int64_t line, std::string_view what, std::string_view remedy) {
        return tl::unexpected(Fault{line, "", "", fmt::format("{} {}", what, remedy)});
    };
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return refuse(0, "Text in UTF-8, Windows-1251 or Windows-1252 was expected; this is UTF-16.",
                      save_as_csv);
    }
    if (std::size_t const zero = bytes.find('\0'); zero != std::string_view::npos) {
        return refuse(line_of(bytes, zero), "A text file was expected; this one holds zero bytes (U+0000).",
                      save_as_csv);
    }

    constexpr std::string_view mark = "\xEF\xBB\xBF";
    bool const has_mark = bytes.starts_with(mark);
    if (has_mark) bytes.remove_prefix(mark.size());
    bool const must_be_utf8 = has_mark || stated == Encoding::utf8;
    if (has_mark && stated && stated != Encoding::utf8) {
        return refuse(
            1, fmt::format("{} was stated, but the file begins with the mark of UTF-8.", to_words(*stated)),
            "State UTF-8, or nothing.");
    }
    std::size_t const valid = !stated || must_be_utf8 ? valid_utf8_size(bytes) : 0;
    if (valid == bytes.size()) {
        return DecodedText{std::string{bytes}, has_mark ? Encoding::utf8_with_mark : Encoding::utf8};
    }
    if (must_be_utf8) {
        return refuse(line_of(bytes, valid),
                      has_mark ? "The file begins with the mark of UTF-8, but this line is not UTF-8."
                               : "UTF-8 was stated, but this line is not UTF-8.",
                      save_as_csv);
    }
    Encoding const encoding = stated.value_or(Encoding::windows_1251);
    return Converter{encoding}.convert(bytes).map([encoding](std::string text) {
        return DecodedText{std::move(text), encoding};
    });
}

std::string_view telling_word(std::string_view text) {
    std::string_view first;
    std::size_t start = 0;
    bool has_latin = false;
    bool has_cyrillic = false;
    bool is_plain = true;
    // One step beyond the end, which ends the last word.
    for (std::size_t i = 0; i <= text.size();) {
        std::optional<Character> const character =
            i < text.size() ? first_character(text.substr(i)) : Character{};
        std::uint32_t const code_point = character ? character->code_point : 0;
        std::size_t const next = i + std::max<std::size_t>(character ? character->length : 1, 1);
        if (is_letter(code_point)) {
            has_cyrillic = has_cyrillic || is_cyrillic(code_point);
            has_latin = has_latin || code_point < 0x250;
            is_plain = is_plain && code_point < 0x80;
        } else {
            std::string_view const word = text.substr(start, i - start);
            if (has_latin && has_cyrillic) return word;
            if (first.empty() && !is_plain) first = word;
            start = next;
            has_latin = has_cyrillic = false;
            is_plain = true;
        }
        i = next;
    }
    return first;
}

}  // namespace safetycell::importing
