#include "application/admission.hpp"

namespace snapory {

Result<Event> admit(const Caller& caller, Action action, Events& events, const EventId& id, TimePoint now) {
    auto event = events.find(id);
    if (auto error = refusal(caller, action, event.value_or(Event()), now)) return fail(*error);
    return *event;
}

}  // namespace snapory
