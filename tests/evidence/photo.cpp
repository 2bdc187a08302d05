#include "evidence/photo.hpp"

#include "support/pictures.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace safetycell;
using namespace safetycell::evidence;
using test::Colour;

namespace {

bool is_red(Colour const& colour) {
    return colour.red > 180 && colour.blue < 80;
}
bool is_blue(Colour const& colour) {
    return colour.blue > 180 && colour.red < 80;
}

bool holds(std::string_view bytes, std::string_view words) {
    return bytes.find(words) != std::string_view::npos;
}

Photo read(std::string_view bytes) {
    auto photo = read_photo(bytes);
    REQUIRE_MESSAGE(photo.has_value(), photo.error().message);
    return *photo;
}

ErrorCode refusal(std::string_view bytes) {
    auto const photo = read_photo(bytes);
    REQUIRE_FALSE(photo.has_value());
    CHECK(photo.error().message.ends_with('.'));
    CHECK(photo.error().field == "body");
    return photo.error().code;
}

}  // namespace

TEST_CASE("a photo of a camera is kept without its place, its camera, its comment and what follows its end") {
    std::string const taken = test::jpeg_of_camera(640, 480, 1);
    for (char const* const secret : {"GPS", "Planted Camera", "trailing secret"})
        REQUIRE(holds(taken, secret));
    Photo const photo = read(taken);
    CHECK(photo.type == PhotoType::jpeg);
    CHECK(photo.width == 640);
    CHECK(photo.height == 480);
    for (char const* const secret : {"GPS", "Planted", "comment", "Exif", "trailing"}) {
        CHECK_FALSE(holds(photo.bytes, secret));
        CHECK_FALSE(holds(photo.thumbnail, secret));
    }
    // What it shows is kept to the bit.
    std::string const plain = test::made_jpeg(640, 480);
    CHECK(photo.bytes.substr(photo.bytes.size() - 1000) == plain.substr(plain.size() - 1000));
    CHECK(read(photo.bytes).bytes == photo.bytes);
}

TEST_CASE("which way up it is stays, and its thumbnail stands the right way up") {
    // Where red, which is on the left as it is stored, is seen.
    constexpr std::string_view red_side = "lrrlttbb";
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        Photo const photo = read(test::jpeg_of_camera(640, 480, orientation));
        bool const lies = orientation >= 5;
        CHECK(photo.width == (lies ? 480 : 640));
        CHECK(photo.height == (lies ? 640 : 480));
        CHECK(holds(photo.bytes, "Exif") == (orientation != 1));
        CHECK_FALSE(holds(photo.bytes, "GPS"));
        CHECK(read(photo.bytes).width == photo.width);
        test::Seen const seen = test::look_at_jpeg(photo.thumbnail);
        CHECK(seen.width == (lies ? 240 : 320));
        CHECK(seen.height == (lies ? 320 : 240));
        switch (red_side[static_cast<std::size_t>(orientation - 1)]) {
            case 'l':
                CHECK(is_red(seen.left));
                CHECK(is_blue(seen.right));
                break;
            case 'r':
                CHECK(is_red(seen.right));
                CHECK(is_blue(seen.left));
                break;
            case 't':
                CHECK(is_red(seen.top));
                CHECK(is_blue(seen.bottom));
                break;
            default: CHECK(is_red(seen.bottom)); CHECK(is_blue(seen.top));
        }
    }
}

TEST_CASE(
    "large, small, narrow and progressive photos are taken, with a thumbnail that is no larger than they are") {
    for (auto const& [width, height] :
         {std::pair{4000, 3000}, std::pair{1, 1}, std::pair{3000, 2}, std::pair{320, 9}}) {
        for (bool const is_progressive : {false, true}) {
            CAPTURE(width);
            Photo const photo = read(test::made_jpeg(width, height, is_progressive));
            CHECK(photo.width == width);
            test::Seen const seen = test::look_at_jpeg(photo.thumbnail);
            CHECK(seen.width == std::min(width, 320));
            CHECK(seen.height >= 1);
            CHECK(seen.height <= std::min(height, 320));
        }
    }
}

TEST_CASE("a PNG is kept without texts and EXIF, interlaced or not, and shows the same") {
    for (bool const is_interlaced : {false, true}) {
        CAPTURE(is_interlaced);
        std::string const made = test::made_png(500, 250, is_interlaced);
        REQUIRE(holds(made, "secret"));
        Photo const photo = read(made);
        CHECK(photo.type == PhotoType::png);
        CHECK(photo.width == 500);
        CHECK(photo.height == 250);
        for (char const* const secret : {"secret", "tEXt", "eXIf"})
            CHECK_FALSE(holds(photo.bytes, secret));
        CHECK(read(photo.bytes).bytes == photo.bytes);
        test::Seen const seen = test::look_at_jpeg(photo.thumbnail);
        CHECK(seen.width == 320);
        CHECK(seen.height == 160);
        CHECK(is_red(seen.left));
        CHECK(is_blue(seen.right));
    }
}

TEST_CASE("what is cut off anywhere is refused") {
    for (std::string const& whole : {test::jpeg_of_camera(320, 200, 6), test::made_jpeg(320, 200, true),
                                     test::made_png(320, 200), test::made_png(320, 200, true)}) {
        std::string const kept = read(whole).bytes;
        for (std::size_t size = 0; size < kept.size(); size += 1 + kept.size() / 97) {
            CAPTURE(size);
            CHECK(refusal(std::string_view{kept}.substr(0, size)) == ErrorCode::invalid);
        }
        CHECK(refusal(std::string_view{kept}.substr(0, kept.size() - 1)) == ErrorCode::invalid);
    }
}

TEST_CASE("what is no photo is refused, whatever it is called") {
    for (std::string_view const bytes :
         {"", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
          "\xff\xd8\xff", "%PDF-1.7", "<html>"})
        CHECK(refusal(bytes) == ErrorCode::invalid);
    CHECK(refusal(std::string(most_bytes + 1, 'x')) == ErrorCode::too_large);
}

TEST_CASE("a picture that unpacks to more than its limit is refused before it is unpacked") {
    CHECK(refusal(test::bomb_png(60'000, 60'000)) == ErrorCode::too_large);
    CHECK(refusal(test::bomb_png(10'000, 5'001)) == ErrorCode::too_large);
    CHECK(refusal(test::bomb_png(20'001, 1)) == ErrorCode::too_large);
    CHECK(refusal(test::bomb_png(0, 0)) == ErrorCode::invalid);
    // Within the limit, and less in it than it says.
    CHECK(refusal(test::bomb_png(7'000, 7'000)) == ErrorCode::invalid);

    std::string huge = test::made_jpeg(64, 64);
    auto const frame = huge.find("\xff\xc0");
    REQUIRE(frame != std::string::npos);
    for (std::size_t i = 5; i < 9; ++i)
        huge[frame + i] = '\x7f';
    CHECK(refusal(huge) == ErrorCode::too_large);
}

TEST_CASE("a text chunk that would unpack without end is never unpacked") {
    std::string const plain = test::made_png(16, 16);
    std::string const bomb = test::bomb_png(1, 1);
    auto const packed = bomb.find("IDAT");
    std::string const text = "k" + std::string(2, '\0') + bomb.substr(packed + 4, 4000);
    std::string const planted = plain.substr(0, 33) + test::png_chunk("zTXt", text) + plain.substr(33);
    CHECK(read(planted).bytes == read(plain).bytes);
}

TEST_CASE("a progressive photo with scans without end is refused soon") {
    std::string const whole = test::made_jpeg(2000, 2000, true);
    auto const last_scan = whole.rfind("\xff\xda");
    std::string const scan = whole.substr(last_scan, whole.size() - 2 - last_scan);
    std::string many = whole.substr(0, whole.size() - 2);
    for (int i = 0; i < 300; ++i)
        many += scan;
    many += "\xff\xd9";
    CHECK(refusal(many) == ErrorCode::invalid);
}

TEST_CASE("whatever byte is altered, the photo is taken or refused with a sentence, and nothing else happens") {
    std::mt19937 random{4};
    for (std::string const& whole : {test::jpeg_of_camera(64, 48, 3), test::made_png(40, 30, true)}) {
        for (int i = 0; i < 1500; ++i) {
            std::string altered = whole;
            for (int n = 0; n < 1 + i % 3; ++n)
                altered[random() % altered.size()] = static_cast<char>(random());
            auto const photo = read_photo(altered);
            CHECK((photo || photo.error().message.ends_with('.')));
            if (photo) CHECK_FALSE(holds(photo->bytes, "GPS 59"));
        }
    }
}
