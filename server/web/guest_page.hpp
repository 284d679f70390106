#pragma once

#include <string>
#include <string_view>

#include "application/events/read_invitation.hpp"

namespace snapory {

// How many photos the first view of a guest page shows.
inline constexpr std::size_t first_photos = 24;

// The page of a guest as HTML, as it is at `now`. `page` is a mustache template as web/README.md describes
// it; `origin` is where browsers reach this installation; `data` is JSON for the app, which is put into the
// page so that it cannot end its script.
std::string guest_page(const std::string& page, const Invitation& invitation, std::string_view origin,
                       std::string_view data, TimePoint now);

}  // namespace snapory
