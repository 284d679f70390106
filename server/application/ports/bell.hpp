#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/id.hpp"

namespace snapory {

// Says "look", never what there is to see: a ring may be lost or come twice, so whoever listens also looks by
// itself now and then. Rings reach every process of the installation. May be called from any thread.
class Bell {
public:
    virtual ~Bell() = default;

    virtual void ring_jobs() noexcept = 0;                       // a photo waits to be processed
    virtual void ring_event(const EventId& event) noexcept = 0;  // the event has new changes

    struct Listener {
        std::function<void()> jobs;
        std::function<void(const EventId&)> event;
        std::function<void()> missed = {};  // rings may have been lost: look at everything
    };
    // Calls the listener, on a thread of the bell's, until the returned object is gone. Listeners must be
    // quick.
    virtual std::shared_ptr<void> listen(Listener listener) = 0;
};

}  // namespace snapory
