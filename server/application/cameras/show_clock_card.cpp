#include "application/cameras/show_clock_card.hpp"

#include "application/admission.hpp"
#include "application/cameras/clock_card.hpp"

namespace snapory {

Result<ShownClockCard> ShowClockCard::operator()(const Caller& caller, const EventId& id) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::manage_event, events_, id, now);
    if (!event) return fail(event.error());
    return ShownClockCard{now, clock_card(id, now, signatures_)};
}

}  // namespace snapory
