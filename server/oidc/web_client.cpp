#include "oidc/web_client.hpp"

#include "base/log.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

namespace safetycell::oidc {
namespace {

constexpr long connect_deadline_ms = 5'000;
constexpr long whole_deadline_ms = 10'000;
constexpr std::size_t largest_answer = 256 * 1024;
constexpr long status_ok = 200;
constexpr long status_refused = 400;

struct CloseHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;
using Headers = std::unique_ptr<curl_slist, FreeList>;

/// Called by the library; taking fewer bytes than given ends the transfer.
std::size_t take(char const* bytes, std::size_t size, std::size_t count, void* answer) {
    auto& text = *static_cast<std::string*>(answer);
    if (text.size() + size * count > largest_answer) return 0;
    text.append(bytes, size * count);
    return size * count;
}

Handle open_handle(std::string const& address, std::string& answer) {
    static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    Handle handle{started ? curl_easy_init() : nullptr};
    if (!handle) throw std::runtime_error("libcurl cannot be started");
    CURL* const it = handle.get();
    curl_easy_setopt(it, CURLOPT_URL, address.c_str());
    curl_easy_setopt(it, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(it, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(it, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(it, CURLOPT_CONNECTTIMEOUT_MS, connect_deadline_ms);
    curl_easy_setopt(it, CURLOPT_TIMEOUT_MS, whole_deadline_ms);
    curl_easy_setopt(it, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(it, CURLOPT_WRITEDATA, &answer);
    return handle;
}

tl::unexpected<Error> no_answer(std::string const& address, std::string_view why) {
    log::error("the provider did not answer as expected", {{"address", address}, {"reason", std::string{why}}});
    return failure(
        ErrorCode::unavailable,
        "The provider that signs people in did not answer as expected; try again in a minute, and tell an "
        "administrator if this goes on: the server's log has the reason.");
}

Result<std::string> perform(Handle const& handle, std::string const& address, std::string& answer) {
    CURLcode const fault = curl_easy_perform(handle.get());
    if (fault != CURLE_OK) return no_answer(address, curl_easy_strerror(fault));
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == status_refused) {
        // RFC 6749, 5.2: what was sent is not (or no more) valid.
        return failure(
            ErrorCode::unauthenticated,
            "The provider does not accept this attempt to sign in: it was used already or came too late. "
            "Begin again.");
    }
    if (status != status_ok) return no_answer(address, fmt::format("status {}", status));
    return std::move(answer);
}

}  // namespace

bool is_safe_address(std::string_view address) {
    if (address.starts_with("https://")) return true;
    for (std::string_view const local : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        if (!address.starts_with(local)) continue;
        std::string_view const rest = address.substr(local.size());
        if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
    }
    return false;
}

Result<std::string> get(std::string const& address) {
    std::string answer;
    Handle const handle = open_handle(address, answer);
    Headers const headers{curl_slist_append(nullptr, "Accept: application/json")};
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    return perform(handle, address, answer);
}

Result<std::string> post_form(std::string const& address, std::string const& form, std::string const& user,
                              std::string const& secret) {
    std::string answer;
    Handle const handle = open_handle(address, answer);
    Headers const headers{curl_slist_append(nullptr, "Accept: application/json")};
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, form.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    // RFC 6749, 2.3.1: both are encoded as in a form before they become a header.
    curl_easy_setopt(handle.get(), CURLOPT_USERNAME, percent_encoded(user).c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PASSWORD, percent_encoded(secret).c_str());
    return perform(handle, address, answer);
}

std::string percent_encoded(std::string_view text) {
    std::string result;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view{"-._~"}.find(c) != std::string_view::npos;
        result += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

}  // namespace safetycell::oidc
