#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "application/events/read_invitation.hpp"

namespace snapory {

// What a guest's page knows before it asks: {"event": as GET /join/{code}, "photos": as the first GET /photos
// or null, "seq": the last change before the photos were read}. One line of JSON; `origin` as for
// public_json. `most_photos` is how many the invitation was asked for.
std::string guest_data(const Invitation& invitation, std::uint64_t sequence, std::size_t most_photos,
                       std::string_view origin);

}  // namespace snapory
