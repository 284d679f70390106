#include "infrastructure/sql/event_row.hpp"

namespace snapory {

Event next_event(Columns& columns) {
    Event event;
    auto& settings = event.settings;
    columns.read(event.id, event.organisation, event.code, event.title, event.starts_at, event.ends_at,
                 event.time_zone, event.state, event.pin_hash, settings.face_search, settings.guest_upload,
                 settings.guest_view, settings.guest_download, settings.approval, settings.location,
                 settings.photos_per_guest, settings.reveal_at, event.created_at, event.deleted_at);
    return event;
}

}  // namespace snapory
