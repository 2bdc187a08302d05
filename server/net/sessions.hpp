#pragma once
// The open connections, so that a stopping server can end them. Belongs to the io thread.

#include <cstddef>
#include <functional>
#include <set>

namespace safetycell::net {

class Session {
public:
    virtual ~Session() = default;
    /// Finishes what is under way, says goodbye and ends.
    virtual void stop() = 0;
    /// Ends now.
    virtual void abort() = 0;
    /// Somebody may have lost or got rights.
    virtual void rights_changed() {}
};

class Sessions {
public:
    void add(Session& session);
    void remove(Session& session);
    std::size_t count() const { return open_.size(); }

    /// Stops all open sessions, and each one added later; `on_all_ended` is called once, when none is left.
    void stop(std::function<void()> on_all_ended);
    void abort();
    void rights_changed();

private:
    std::set<Session*> open_;
    bool stopping_ = false;
    std::function<void()> on_all_ended_;
};

/// Keeps a session among the open ones for as long as this lives.
class Registration {
public:
    Registration(Sessions& sessions, Session& session) : sessions_(sessions), session_(session) {
        sessions_.add(session_);
    }
    Registration(Registration const&) = delete;
    Registration& operator=(Registration const&) = delete;
    ~Registration() { sessions_.remove(session_); }

private:
    Sessions& sessions_;
    Session& session_;
};

}  // namespace safetycell::net
