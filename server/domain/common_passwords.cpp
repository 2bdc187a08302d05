#include "domain/common_passwords.hpp"

namespace safetycell::domain {

std::set<std::string_view> const& common_passwords() {
    static std::set<std::string_view> const passwords = [] {
        std::set<std::string_view> lines;
        std::string_view text = common_password_files().front().bytes;
        while (!text.empty()) {
            auto const end = std::min(text.find('\n'), text.size());
            lines.insert(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return lines;
    }();
    return passwords;
}

}  // namespace safetycell::domain
