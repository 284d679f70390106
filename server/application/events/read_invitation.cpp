#include "application/events/read_invitation.hpp"

#include "domain/event_code.hpp"

namespace snapory {

Result<Invitation> ReadInvitation::operator()(std::string_view code, std::size_t photos) const {
    auto now = clock_.now();
    auto known = parse_event_code(code);
    auto event = known ? events_.find(*known) : std::nullopt;
    Caller visitor = EventGuest{GuestId(), event ? event->id : EventId(), ""};
    if (!event || refusal(visitor, Action::see_event, *event, now))
        return fail(Errc::not_found, "No event has this code.");

    Invitation invitation{*event, {}, std::nullopt, event->faces_expire_at()};
    if (event->has_pin() || !sees_others(visitor, *event, now)) return invitation;
    invitation.photos = newest(visitor, *event, photos, now);
    invitation.photo_count = events_.counts(*event).shown;
    return invitation;
}

std::vector<ShownPhoto> ReadInvitation::newest(const Caller& visitor, const Event& event, std::size_t limit,
                                               TimePoint now) const {
    PhotoQuery query;
    query.event = event.id;
    query.limit = limit;
    query.state = PhotoState::ready;
    query.moderation = Moderation::approved;
    query.stacks = true;
    std::vector<ShownPhoto> shown;
    if (limit == 0) return shown;
    for (const auto& photo : photos_.list(query).items)
        shown.push_back(show(photo, visitor, event, blobs_, now));
    return shown;
}

}  // namespace snapory
