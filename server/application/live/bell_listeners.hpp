#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "application/ports/bell.hpp"

namespace snapory {

// Who listens to a bell: called one at a time, and one that is being called is not gone before the call
// ended. Must outlive what add() gave. Any thread may call.
class BellListeners {
public:
    std::shared_ptr<void> add(Bell::Listener listener) {
        std::lock_guard lock(mutex_);
        auto place = listeners_.insert(listeners_.end(), std::move(listener));
        return {nullptr, [this, place](void*) {
                    std::lock_guard inner(mutex_);
                    listeners_.erase(place);
                }};
    }
    void jobs() {
        each([](const Bell::Listener& listener) {
            if (listener.jobs) listener.jobs();
        });
    }
    void event(const EventId& event) {
        each([&](const Bell::Listener& listener) {
            if (listener.event) listener.event(event);
        });
    }
    void missed() {
        each([](const Bell::Listener& listener) {
            if (listener.jobs) listener.jobs();
            if (listener.missed) listener.missed();
        });
    }

private:
    template <class Call>
    void each(const Call& call) {
        std::lock_guard lock(mutex_);
        for (const auto& listener : listeners_) call(listener);
    }

    std::recursive_mutex mutex_;  // a listener may ring, or begin to listen
    std::list<Bell::Listener> listeners_;
};

}  // namespace snapory
