#pragma once
// The one-time code with which the first administrator proves to be whoever started the server. Made anew at
// each start, told on the terminal and nowhere else, and good for nothing once there is an administrator.

#include <string>
#include <string_view>

namespace safetycell::api {

class SetupCode {
public:
    /// 100 random bits.
    SetupCode();

    /// Four groups of letters and digits that are not taken for one another.
    std::string const& text() const { return text_; }
    /// Ignores case, spaces and dashes.
    bool matches(std::string_view given) const;

private:
    std::string text_;
};

}  // namespace safetycell::api
