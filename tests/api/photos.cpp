#include "api/photos.hpp"

#include "api/published_database.hpp"
#include "base/sha256.hpp"
#include "store/change_log.hpp"
#include "store/photos.hpp"
#include "support/pictures.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using domain::Role;
using json = nlohmann::json;

namespace {

/// A record, and photos of it.
class Album {
public:
    explicit Album(std::string const& kind = "violations") {
        json fields{{"reference", "V-1"},
                    {"organization", "OWN"},
                    {"site", "ШАХТА 1"},
                    {"severity", "medium"},
                    {"found_on", "2026-12-01"}};
        if (kind == "incidents") {
            fields = {{"reference", "N-1"}, {"organization", "OWN"}, {"date", "2026-12-01"}, {"class", "LWC"}};
        }
        if (kind == "breaches") {
            fields = {{"reference", "B-1"},
                      {"organization", "OWN"},
                      {"date", "2026-12-01"},
                      {"kind", "cardinal_rule"}};
        }
        Question question = posting(Role::hse_specialist, "/api/v1/records/" + kind,
                                    json{{"fields", fields}, {"reason", "Found"}}.dump());
        api::Reply const made = database.ask(question);
        REQUIRE_MESSAGE(made.status == 201, *made.body);
        path = fmt::format("/api/v1/records/{}/{}", kind, json::parse(*made.body).at("id").get<int>());
        etag = made.etag;
    }

    static Question posting(Role role, std::string path, std::string body) {
        static int keys = 0;
        Question question{std::move(path)};
        question.method = Method::post;
        question.role = role;
        question.body = std::move(body);
        question.idempotency_key = fmt::format("photo {}", ++keys);
        return question;
    }

    Question adding(Role role, std::string bytes) const {
        Question question = posting(role, path + "/photos", std::move(bytes));
        question.query = {{"moment", "before"}, {"caption", "Gate 3"}};
        return question;
    }

    api::Reply get(Role role, std::string const& more) {
        Question question{path + more};
        question.role = role;
        return database.ask(question);
    }

    PublishedDatabase database{1};
    std::string path;
    std::string etag;
};

std::string header_of(api::Reply const& reply, std::string_view name) {
    for (auto const& [known, value] : reply.headers)
        if (known == name) return value;
    return {};
}

}  // namespace

TEST_CASE("a photo is taken in, told with its record, and shown without where it was taken") {
    Album album;
    api::Reply const added =
        album.database.ask(album.adding(Role::contractor_supervisor, jpeg_of_camera(800, 600, 6)));
    REQUIRE_MESSAGE(added.status == 201, *added.body);
    json const record = json::parse(*added.body);
    CHECK(record.at("may_add_photos") == true);
    REQUIRE(record.at("photos").size() == 1);
    json const photo = record.at("photos")[0];
    CHECK(photo.at("moment") == "before");
    CHECK(photo.at("caption") == "Gate 3");
    CHECK(photo.at("who") == "a-contractor_supervisor");
    CHECK(photo.at("type") == "image/jpeg");
    CHECK(photo.at("width") == 600);
    CHECK(photo.at("height") == 800);
    CHECK(added.etag != album.etag);

    std::string const one = fmt::format("/photos/{}", photo.at("id").get<int>());
    api::Reply const shown = album.get(Role::mentor, one);
    REQUIRE(shown.status == 200);
    CHECK(shown.content_type == "image/jpeg");
    CHECK(shown.cache_control == "private, no-cache");
    CHECK_FALSE(shown.gzip_encoded);
    CHECK(header_of(shown, "Content-Disposition") == "inline; filename=\"photo-1.jpg\"");
    CHECK(header_of(shown, "Content-Security-Policy") == "default-src 'none'; sandbox");
    CHECK(shown.body->size() == photo.at("bytes").get<std::size_t>());
    CHECK(shown.body->find("GPS") == std::string::npos);
    CHECK(shown.body->find("Planted") == std::string::npos);
    api::Reply const small = album.get(Role::director, one + "/thumbnail");
    REQUIRE(small.status == 200);
    Seen const seen = look_at_jpeg(*small.body);
    CHECK(seen.width == 240);
    CHECK(seen.height == 320);
    Question again{album.path + one};
    again.if_none_match = shown.etag;
    CHECK(album.database.ask(again).status == 304);

    store::ReadTx const tx(album.database.connection());
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("what is no photo, is cut off, is too large or unpacks without end is refused with a sentence") {
    Album album;
    std::string const whole = made_jpeg(320, 200);
    struct Case {
        std::string body;
        int status;
    };
    for (auto const& [body, status] : std::vector<Case>{{"<svg onload=alert(1)>", 400},
                                                        {"", 400},
                                                        {whole.substr(0, whole.size() / 2), 400},
                                                        {std::string(10 * 1024 * 1024 + 1, 'x'), 413},
                                                        {bomb_png(60'000, 60'000), 413},
                                                        {bomb_png(7'000, 7'000), 400}}) {
        api::Reply const reply = album.database.ask(album.adding(Role::hse_specialist, body));
        CHECK(reply.status == status);
        json const error = json::parse(*reply.body).at("error");
        CHECK(error.at("field") == "body");
        CHECK(error.at("message").get<std::string>().ends_with('.'));
    }
    CHECK_FALSE(std::filesystem::exists(album.database.evidence().folder()));
    CHECK(json::parse(*album.get(Role::director, "").body).at("photos").empty());
}

TEST_CASE("a photo that is sent again with its key is kept once, and its words belong to the request") {
    Album album;
    Question const adding = album.adding(Role::hse_specialist, made_png(40, 30));
    api::Reply const first = album.database.ask(adding);
    REQUIRE(first.status == 201);
    CHECK(*album.database.ask(adding).body == *first.body);
    Question other = adding;
    other.query["moment"] = "after";
    CHECK(album.database.ask(other).status == 409);
    other.idempotency_key.clear();
    CHECK(album.database.ask(other).status == 400);
    for (auto const& [name, value] :
         {std::pair{"moment", "later"}, std::pair{"caption", "two\nlines"}, std::pair{"place", "here"}}) {
        Question wrong = album.adding(Role::hse_specialist, made_png(40, 30));
        wrong.query[name] = value;
        CHECK(album.database.ask(wrong).status == 400);
    }
    CHECK(json::parse(*album.get(Role::director, "").body).at("photos").size() == 1);
}

TEST_CASE("domain 12: photos are for whoever fixes, verifies and records, and of what has photos") {
    Album album;
    for (auto const& [role, status] :
         {std::pair{Role::contractor_supervisor, 201}, std::pair{Role::mentor, 201},
          std::pair{Role::hse_specialist, 201}, std::pair{Role::director, 403}, std::pair{Role::admin, 404},
          std::pair{Role::viewer, 404}}) {
        CAPTURE(to_string(role));
        CHECK(album.database.ask(album.adding(role, made_png(20, 20))).status == status);
    }
    CHECK(album.get(Role::viewer, "/photos/1").status == 404);
    CHECK(album.get(Role::director, "/photos/99").status == 404);
    CHECK(album.get(Role::director, "/photos/x").status == 404);

    Album injury("incidents");
    CHECK(injury.database.ask(injury.adding(Role::contractor_supervisor, made_png(20, 20))).status == 403);
    CHECK(injury.database.ask(injury.adding(Role::hse_specialist, made_png(20, 20))).status == 201);
    // A photo of one record is none of another.
    CHECK(injury.get(Role::director, "/photos/1").status == 200);
    Album breach("breaches");
    CHECK(breach.database.ask(breach.adding(Role::hse_specialist, made_png(20, 20))).status == 404);
    CHECK_FALSE(json::parse(*breach.get(Role::director, "").body).contains("photos"));
}

TEST_CASE("a file that was altered on the disk is not shown") {
    Album album;
    REQUIRE(album.database.ask(album.adding(Role::hse_specialist, made_png(20, 20))).status == 201);
    std::string sha256;
    {
        store::ReadTx const tx(album.database.connection());
        sha256 = store::load_photos(tx, {ViolationId{1}, {}}).front().photo.sha256;
    }
    std::ofstream(album.database.evidence().folder() / sha256, std::ios::app) << "x";
    CHECK(album.get(Role::director, "/photos/1").status == 500);
    CHECK(album.get(Role::director, "/photos/1/thumbnail").status == 200);
}

TEST_CASE("robustness 2: where the files cannot be kept, nothing is recorded and the answer says so") {
    Album album;
    std::ofstream(album.database.evidence().folder()) << "no folder";
    api::Reply const reply = album.database.ask(album.adding(Role::hse_specialist, made_png(20, 20)));
    CHECK(reply.status == 503);
    store::ReadTx const tx(album.database.connection());
    CHECK(store::photo_files(tx).empty());
}
