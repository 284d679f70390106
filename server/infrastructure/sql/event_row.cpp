#include "infrastructure/sql/event_row.hpp"

namespace snapory {

const std::string event_columns =
    "id, organisation_id, code, title, starts_at, ends_at, time_zone, state, pin_hash, face_search, "
    "guest_upload, guest_view, guest_download, approval, location, photos_per_guest, reveal_at, created_at, "
    "deleted_at";

Event event_of_row(const Row& row) {
    Event event;
    auto& settings = event.settings;
    Columns(row).read(event.id, event.organisation, event.code, event.title, event.starts_at, event.ends_at,
                      event.time_zone, event.state, event.pin_hash, settings.face_search,
                      settings.guest_upload, settings.guest_view, settings.guest_download, settings.approval,
                      settings.location, settings.photos_per_guest, settings.reveal_at, event.created_at,
                      event.deleted_at);
    return event;
}

}  // namespace snapory
