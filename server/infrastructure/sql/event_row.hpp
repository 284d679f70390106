#pragma once

#include <string>

#include "domain/event.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The columns of an event in the order in which `event_of_row` takes them.
inline const std::string event_columns =
    "id, organisation_id, code, title, starts_at, ends_at, time_zone, state, pin_hash, face_search, "
    "guest_upload, "
    "guest_view, guest_download, approval, location, photos_per_guest, reveal_at, created_at, deleted_at";

Event event_of_row(const Row& row);

}  // namespace snapory
