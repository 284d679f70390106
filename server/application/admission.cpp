#include "application/admission.hpp"

#include <utility>

namespace snapory {

Result<Event> admit(const Caller& caller, Action action, Events& events, const EventId& id, TimePoint now) {
    static const Event none;
    auto event = events.find(id);
    if (auto error = refusal(caller, action, event ? *event : none, now)) return fail(*error);
    return std::move(*event);
}

}  // namespace snapory
