#pragma once
// The pages of the dashboard, as built into the program in one pack: lines of text, one per file,
//   path <TAB> content-type <TAB> etag <TAB> cache-control <TAB> byte-size
// then an empty line, then the gzip bytes of the files one after another in that order.

#include "api/route.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace safetycell::api {

struct Page {
    std::string content_type;
    std::string etag;
    std::string cache_control;
    std::shared_ptr<std::string const> gzip;
    std::shared_ptr<std::string const> text;  ///< For the rare client that takes no gzip.
};

class Pages {
public:
    /// Reads and unpacks the whole pack, so that a damaged one is found at start and not by whoever asks for
    /// the damaged file. Error `invalid` names the file.
    static Result<Pages> parse(std::string_view pack);

    /// `language`: "en" or "ru", which a page takes where nobody asks for another one; empty: its browser's.
    Page const* find(std::string_view path, std::string_view language = {}) const;
    /// Changes when any page changes; a screen that hears another one reloads itself.
    std::string const& build() const { return build_; }

private:
    std::map<std::string, Page, std::less<>> pages_;
    std::map<std::string, std::map<std::string, Page, std::less<>>, std::less<>> pages_by_language_;
    std::string build_;
};

/// GET / leads to the wall.
Result<Reply> redirect_to_wall(Context const& context);
/// The file of the pack at the request's path: a page in the language of the enterprise, and what pages load.
Result<Reply> get_page(Context const& context, store::ReadTx& tx);
Result<Reply> get_asset(Context const& context);

}  // namespace safetycell::api
