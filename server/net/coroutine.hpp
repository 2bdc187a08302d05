#pragma once
// How coroutines are written here. This compiler destroys some temporaries of a statement with `co_await`
// twice: such a statement holds no lambda with captures and no `Type{…}`, and `co_await` stands first on its
// right-hand side; tests/lint checks it. Errors are values, and no coroutine is detached silently.

#include "base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <string_view>

namespace safetycell::net {

namespace asio = boost::asio;

/// Gives `auto [fault, …] = co_await operation(…, as_result);`.
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// The end of a coroutine that nobody awaits. `what` is a literal.
inline auto log_unhandled(std::string_view what) {
    return [what](std::exception_ptr thrown) {
        if (!thrown) return;
        try {
            std::rethrow_exception(thrown);
        } catch (std::exception const& fault) {
            log::error("unhandled exception", {{"in", std::string(what)}, {"reason", fault.what()}});
        }
    };
}

}  // namespace safetycell::net
