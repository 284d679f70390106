#include "application/faces/read_digest.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<std::optional<std::string>> ReadDigest::operator()(const Caller& caller, const EventId& event) const {
    auto admitted = admit(caller, Action::see_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    const auto* guest = std::get_if<EventGuest>(&caller);
    if (!guest) return fail(Errc::forbidden, "Only guests are mailed about photos of them.");
    auto digest = digests_.find(event, guest->guest);
    return digest ? std::optional(digest->email) : std::nullopt;
}

}  // namespace snapory
