#include "net/sessions.hpp"

#include <utility>

namespace safetycell::net {

void Sessions::add(Session& session) {
    open_.insert(&session);
    if (stopping_) session.stop();
}

void Sessions::remove(Session& session) {
    open_.erase(&session);
    if (open_.empty() && on_all_ended_) std::exchange(on_all_ended_, nullptr)();
}

void Sessions::stop(std::function<void()> on_all_ended) {
    stopping_ = true;
    on_all_ended_ = std::move(on_all_ended);
    for (Session* const session : open_)
        session->stop();
    if (open_.empty() && on_all_ended_) std::exchange(on_all_ended_, nullptr)();
}

void Sessions::rights_changed() {
    for (Session* const session : open_)
        session->rights_changed();
}

void Sessions::abort() {
    for (Session* const session : open_)
        session->abort();
}

}  // namespace safetycell::net
