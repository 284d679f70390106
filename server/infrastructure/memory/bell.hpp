#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "application/ports/bell.hpp"

namespace snapory {

// Rings within this process, on the thread of whoever rings, so that a test sees the effect at once.
class MemoryBell final : public Bell {
public:
    void ring_jobs() noexcept override {
        each([](const Listener& listener) {
            if (listener.jobs) listener.jobs();
        });
    }

    void ring_event(const EventId& event) noexcept override {
        each([&](const Listener& listener) {
            if (listener.event) listener.event(event);
        });
    }

    std::shared_ptr<void> listen(Listener listener) override {
        auto place = std::make_shared<Place>();
        place->listener = std::move(listener);
        std::lock_guard lock(mutex_);
        std::erase_if(places_, [](const auto& weak) { return weak.expired(); });
        places_.push_back(place);
        return {place.get(), [place](void*) {
                    std::lock_guard until_quiet(place->mutex);
                    place->listener = {};
                }};
    }

private:
    // Held while the listener runs: recursive, since a listener may ring or stop listening.
    struct Place {
        std::recursive_mutex mutex;
        Listener listener;
    };

    template <class Call>
    void each(const Call& call) {
        std::vector<std::shared_ptr<Place>> places;
        {
            std::lock_guard lock(mutex_);
            for (const auto& weak : places_)
                if (auto place = weak.lock()) places.push_back(std::move(place));
        }
        for (const auto& place : places) {
            std::lock_guard lock(place->mutex);
            auto listener = place->listener;
            call(listener);
        }
    }

    std::mutex mutex_;
    std::vector<std::weak_ptr<Place>> places_;
};

}  // namespace snapory
