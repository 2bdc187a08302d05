#include "live/hub.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace safetycell::live {

Position parse_position(std::string_view text) {
    auto const dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {};
    std::string_view const digits = text.substr(dot + 1);
    std::int64_t edition = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), edition);
    if (fault != std::errc{} || end != digits.data() + digits.size() || edition <= 0) return {};
    return Position{std::string(text.substr(0, dot)), edition};
}

Hub::Hub(std::string epoch) : current_{std::move(epoch), 0} {
}

void Hub::publish(FramesByAudience frames) {
    if (frames.empty()) return;
    newest_ = std::move(frames);
    Frame const& any = *newest_.begin()->second;
    current_ = Position{any.epoch, any.edition};
    for (auto const& [audience, subscriptions] : subscribed_) {
        auto const newest = newest_.find(audience);
        for (Subscription* const subscription : subscriptions) {
            if (newest == newest_.end()) {
                subscription->end();
            } else {
                subscription->offer(newest->second);
            }
        }
    }
}

bool Hub::admits(std::string const& audience) const {
    return current_.edition == 0 || newest_.contains(audience);
}

std::vector<std::pair<std::string, std::int64_t>> Hub::shown() const {
    std::vector<std::pair<std::string, std::int64_t>> result;
    for (auto const& [audience, subscriptions] : subscribed_) {
        for (Subscription const* const subscription : subscriptions) {
            result.emplace_back(audience, subscription->shown_);
        }
    }
    return result;
}

std::size_t Hub::subscriptions() const {
    std::size_t count = 0;
    for (auto const& [audience, subscriptions] : subscribed_)
        count += subscriptions.size();
    return count;
}

Subscription::Subscription(Hub& hub, std::string audience, Position held, std::function<void()> wake)
    : hub_(hub), audience_(std::move(audience)), held_(std::move(held)), wake_(std::move(wake)) {
    hub_.subscribed_[audience_].insert(this);
    auto const newest = hub_.newest_.find(audience_);
    if (newest != hub_.newest_.end()) {
        Position const position{newest->second->epoch, newest->second->edition};
        if (position != held_) pending_ = newest->second;
    } else if (hub_.current_.edition != 0) {
        ended_ = true;
    }
}

Subscription::~Subscription() {
    auto const subscriptions = hub_.subscribed_.find(audience_);
    subscriptions->second.erase(this);
    if (subscriptions->second.empty()) hub_.subscribed_.erase(subscriptions);
}

FramePtr Subscription::take() {
    if (pending_) held_ = Position{pending_->epoch, pending_->edition};
    return std::exchange(pending_, nullptr);
}

void Subscription::acknowledge(std::int64_t edition) {
    shown_ = std::max(shown_, edition);
}

void Subscription::offer(FramePtr frame) {
    // The frames of an edition never change: to hold its number is to hold its bytes.
    if (Position{frame->epoch, frame->edition} == held_) {
        pending_ = nullptr;
        return;
    }
    pending_ = std::move(frame);
    wake_();
}

void Subscription::end() {
    ended_ = true;
    pending_ = nullptr;
    wake_();
}

}  // namespace safetycell::live
