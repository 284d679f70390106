#include "application/faces/stop_digest.hpp"

#include "application/admission.hpp"

namespace snapory {
namespace {

constexpr TimePoint never = TimePoint::max();  // a mail may be opened years later

std::string grant_of(std::string_view event, std::string_view guest) {
    return "unsubscribe " + std::string(event) + " " + std::string(guest);
}

}  // namespace

std::string unsubscribe_token(Signatures& signatures, const EventId& event, const GuestId& guest) {
    return event.text() + "." + guest.text() + "." +
           signatures.sign(grant_of(event.text(), guest.text()), never);
}

Result<void> StopDigest::operator()(const Caller& caller, const EventId& event) const {
    auto admitted = admit(caller, Action::see_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    const auto* guest = std::get_if<EventGuest>(&caller);
    if (!guest) return fail(Errc::forbidden, "Only guests are mailed about photos of them.");
    digests_.remove(event, guest->guest);
    return {};
}

Result<void> StopDigest::by_token(std::string_view token) const {
    auto first = token.find('.');
    auto last = token.rfind('.');
    if (first == last) return fail(Errc::link_expired, "This link is not whole.");
    auto event = token.substr(0, first), guest = token.substr(first + 1, last - first - 1);
    if (!signatures_.fits(grant_of(event, guest), never, token.substr(last + 1)))
        return fail(Errc::link_expired, "This link is not whole.");
    digests_.remove(EventId(std::string(event)), GuestId(std::string(guest)));
    return {};
}

}  // namespace snapory
