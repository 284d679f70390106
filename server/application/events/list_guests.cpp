#include "application/events/list_guests.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<std::vector<Guest>> ListGuests::operator()(const Caller& caller, const EventId& event,
                                                  std::size_t limit) const {
    auto admitted = admit(caller, Action::manage_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    return guests_.list(event, limit);
}

}  // namespace snapory
