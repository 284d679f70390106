#pragma once

#include <optional>

#include "domain/caller.hpp"
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
    manage_event,   // settings, deletion, guests
};

// Why the caller may not do this in this event now; nothing when they may. Deny by default: what is not
// listed is refused, and a stranger is told not_found, as if the event did not exist.
std::optional<Error> refusal(const Caller& caller, Action action, const Event& event, TimePoint now);

// Whether this photo is the caller's own.
bool is_own(const Caller& caller, const Photo& photo);

// Whether the caller may know of this photo at all, given that they may see the gallery: hosts of every
// photo, guests of approved ones and their own.
bool may_see(const Caller& caller, const Photo& photo, const Event& event);

}  // namespace snapory
