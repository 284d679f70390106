#include "application/events/read_event.hpp"

#include <utility>

#include "application/admission.hpp"

namespace snapory {

Result<ReadableEvent> ReadEvent::operator()(const Caller& caller, const EventId& id) const {
    auto event = admit(caller, Action::see_event, events_, id, clock_.now());
    if (!event) return fail(event.error());
    ReadableEvent readable{std::move(*event), std::nullopt};
    if (std::holds_alternative<SignedIn>(caller)) readable.counts = events_.counts(readable.event);
    return readable;
}

}  // namespace snapory
