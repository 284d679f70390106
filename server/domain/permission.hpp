#pragma once

#include <optional>

#include "domain/caller.hpp"
#include "domain/link_holder.hpp"
#include "domain/photo.hpp"

namespace snapory {

// What may be asked of one event.
enum class Action : std::uint8_t {
    see_event,    // its title and state
    see_gallery,  // its approved photos, live changes
    add_photos,
    download_photos,  // originals, ZIP
    search_by_selfie,
    manage_photos,  // approve, hide, delete any, see pending and failed ones, see exact places
    manage_event,   // settings, deletion, guests, people
};

// Why the caller may not do this in this event now; nothing when they may. Deny by default: what is not
// listed is refused, and a stranger is told not_found, as if the event did not exist.
std::optional<Error> refusal(const Caller& caller, Action action, const Event& event, TimePoint now);

// The account that asks, or why it is none.
Result<SignedIn> signed_in(const Caller& caller);

// Whether this photo is the caller's own.
bool is_own(const Caller& caller, const Photo& photo);

// Whether the caller sees the photos of others at all: hosts always, guests while the gallery is shown.
// Without it a guest who may see the event still sees their own.
bool sees_others(const Caller& caller, const Event& event, TimePoint now);

// Whether the caller may know of this photo, given that they may see the event: hosts of every photo, guests
// of their own, and of those that are ready and approved.
bool may_see(const Caller& caller, const Photo& photo, const Event& event, TimePoint now);

// Why the caller may not have this size of the photo, given that they may see it. Originals tell where they
// were taken: a guest gets those of others only where the host offers downloads and shares the place, or the
// original holds none.
std::optional<Error> refusal(const Caller& caller, Variant variant, const Photo& photo, const Event& event,
                             TimePoint now);

// For whom a link to a size of the photo is made that the caller may have: for any guest where each of them
// may have it, so that its URL is the same for all.
LinkHolder link_holder(const Caller& caller, Variant variant, const Photo& photo, const Event& event,
                       TimePoint now);
// Whether who holds a link may have this size of the photo. Hosts have deleted ones until they are erased.
bool may_open(LinkHolder holder, Variant variant, const Photo& photo, const Event& event, TimePoint now);

// Whether the caller is told the towns that photos were taken in.
bool is_told_places(const Caller& caller, const Event& event, TimePoint now);

// The photo without what the caller may not know of it: places, the reason of a failure, and that a host hid
// it, which looks as if it still waited.
Photo as_seen(Photo photo, const Caller& caller, const Event& event, TimePoint now);

// What a photo's moderation is when it comes: photos of guests wait where the host wants to approve them.
Moderation first_moderation(const Event& event, const Uploader& uploader);

}  // namespace snapory
