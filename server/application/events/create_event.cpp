#include "application/events/create_event.hpp"

#include "domain/permission.hpp"

namespace snapory {
namespace {

constexpr int tries_for_a_free_code = 5;

// The first of the caller's organisations in which they may manage events; their own comes first.
Result<OrganisationId> organisation_for_events(const SignedIn& host, TimePoint now) {
    Error why{Errc::forbidden, "You belong to no organisation.", ""};
    for (const auto& membership : host.memberships) {
        Event event;
        event.organisation = membership.organisation;
        auto error = refusal(host, Action::manage_event, event, now);
        if (!error) return membership.organisation;
        why = *error;
    }
    return fail(why);
}

}  // namespace

Result<Event> CreateEvent::operator()(const Caller& caller, const EventChange& wanted) const {
    auto now = clock_.now();
    auto host = signed_in(caller);
    if (!host) return fail(host.error());
    auto organisation = organisation_for_events(*host, now);
    if (!organisation) return fail(organisation.error());
    if (auto most = limits_.events_per_organisation; most > 0 && events_.count(*organisation) >= most)
        return fail(Errc::quota_exceeded, "Your organisation holds as many events as it may.");
    if (!wanted.title) return fail(Errc::invalid, "An event needs a title.", "title");
    if (wanted.state && *wanted.state != EventState::draft && *wanted.state != EventState::open)
        return fail(Errc::invalid, "A new event is a draft or open.", "state");

    Event event;
    event.id = randomness_.next_id<EventId>(now);
    event.organisation = *organisation;
    event.created_at = now;
    event.state = EventState::draft;
    auto filled = changed(event, wanted, passwords_, zones_);
    if (!filled) return filled;
    filled->state = wanted.state.value_or(EventState::open);
    return add_under_free_code(*filled);
}

Result<Event> CreateEvent::add_under_free_code(Event event) const {
    Result<void> added;
    for (int i = 0; i < tries_for_a_free_code; ++i) {
        event.code = randomness_.next_code();
        added = events_.add(event);
        if (added) return event;
    }
    return fail(added.error());
}

}  // namespace snapory
