#pragma once
// How many bytes of request bodies a server holds at once. Each address has a limit of its own; this one keeps
// many connections that all send as much as that from filling the memory. Used on the io thread only.

#include <cstddef>
#include <optional>
#include <utility>

namespace safetycell::net {

class BodyBudget {
public:
    explicit BodyBudget(std::size_t bytes) : left_(bytes) {}

    /// Gives its bytes back when it goes. Must not outlive the budget.
    class Share {
    public:
        Share(Share&& other) noexcept : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
        Share& operator=(Share&& other) noexcept {
            std::swap(budget_, other.budget_);
            std::swap(bytes_, other.bytes_);
            return *this;
        }
        ~Share() {
            if (budget_ != nullptr) budget_->left_ += bytes_;
        }

    private:
        friend class BodyBudget;
        Share(BodyBudget& budget, std::size_t bytes) : budget_(&budget), bytes_(bytes) {}

        BodyBudget* budget_;
        std::size_t bytes_;
    };

    /// None when there is not so much left.
    std::optional<Share> take(std::size_t bytes) {
        if (bytes > left_) return std::nullopt;
        left_ -= bytes;
        return Share(*this, bytes);
    }

private:
    std::size_t left_;
};

}  // namespace safetycell::net
