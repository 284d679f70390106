#pragma once

#include <string>

#include "domain/event.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The columns of an event in the order in which `next_event` takes them.
inline const std::string event_columns =
    "id, organisation_id, code, title, starts_at, ends_at, time_zone, state, pin_hash, face_search, "
    "guest_upload, "
    "guest_view, guest_download, approval, location, photos_per_guest, reveal_at, created_at, deleted_at";

Event next_event(Columns& columns);
inline Event event_of_row(const Row& row) {
    Columns columns(row);
    return next_event(columns);
}

}  // namespace snapory
