// docs/import.md says what is true.

#include "import/profile.hpp"
#include "support/source_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace safetycell;
using namespace safetycell::importing;

namespace {

std::string documentation() {
    std::ifstream stream{safetycell::test::source_file("docs/import.md"), std::ios::binary};
    REQUIRE(stream);
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("The profile in the documentation is a profile") {
    std::string const text = documentation();
    std::size_t const begin = text.find("```toml\n");
    REQUIRE(begin != std::string::npos);
    std::size_t const end = text.find("\n```", begin);
    Result<Profile> const profile = parse_profile(text.substr(begin + 8, end - begin - 8), "docs/import.md");
    REQUIRE_MESSAGE(profile, profile.error().message);
    REQUIRE(profile->mappings.size() == 1);
    CHECK(profile->mappings[0].fields.size() == 8);
    CHECK(profile->mappings[0].create_sites);
}

TEST_CASE("Every column of every kind is described") {
    std::string const text = documentation();
    for (std::size_t i = 0; i < kind_count; ++i) {
        for (Field const field : fields_of(static_cast<Kind>(i))) {
            CAPTURE(column_of(field).name);
            CHECK(text.find(column_of(field).name) != std::string::npos);
        }
    }
}

TEST_CASE("Headers that the documentation names as recognized are") {
    std::string const text = documentation();
    struct Section {
        std::string_view title;
        Kind kind;
    };
    int checked = 0;
    for (auto const& [title, kind] :
         {Section{"### organizations\n", Kind::organizations}, Section{"### sites\n", Kind::sites},
          Section{"### hours\n", Kind::hours}, Section{"### incidents\n", Kind::incidents},
          Section{"### violations\n", Kind::violations}, Section{"### obligations\n", Kind::obligations},
          Section{"### activities\n", Kind::activities}, Section{"### breaches\n", Kind::breaches},
          Section{"### disputes\n", Kind::disputes}}) {
        std::size_t const begin = text.find(title);
        REQUIRE(begin != std::string::npos);
        std::string const section = text.substr(begin, text.find("\n#", begin + 4) - begin);
        // Rows of the table: | column | holds | also recognized |
        for (std::size_t row = section.find("\n| "); row != std::string::npos;
             row = section.find("\n| ", row + 1)) {
            std::string const line = section.substr(row + 1, section.find('\n', row + 1) - row - 1);
            std::string const cell = line.substr(line.rfind(" | ") + 3);
            for (std::size_t start = 0; start < cell.size();) {
                std::size_t const end = std::min(cell.find(", ", start), cell.find(" |", start));
                if (end == std::string::npos) break;
                std::string const header = cell.substr(start, end - start);
                start = end + 2;
                if (header.empty() || header == "also recognized") continue;
                CAPTURE(header);
                CHECK(field_with_header(kind, header));
                ++checked;
            }
        }
    }
    CHECK(checked > 70);
}
