#include "import/column_words.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace safetycell;
using namespace safetycell::importing;

TEST_CASE("every column that a record has is called in both languages as import recognizes it, and explained") {
    for (std::size_t i = 0; i < kind_count; ++i) {
        auto const kind = static_cast<Kind>(i);
        std::set<std::string> headers;
        for (Field const field : fields_of(kind)) {
            static std::set<Field> const only_in_files{Field::period, Field::month, Field::quarter,
                                                       Field::year};
            if (only_in_files.contains(field)) continue;
            ColumnWords const& words = words_of(kind, field);
            CAPTURE(to_string(kind));
            CAPTURE(column_of(field).name);
            CHECK(field_with_header(kind, words.header.en) == field);
            CHECK(field_with_header(kind, words.header.ru) == field);
            CHECK_FALSE(words.meaning.en.empty());
            CHECK_FALSE(words.meaning.ru.empty());
            CHECK(headers.insert(words.header.ru).second);
        }
        // The name of a sheet has at most 31 characters in either language.
        CHECK(words_of(kind).en.size() <= 31);
        CHECK(words_of(kind).ru.size() <= 62);
    }
}
