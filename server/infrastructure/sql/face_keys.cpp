#include "infrastructure/sql/face_keys.hpp"

namespace snapory {
namespace {

const Statement find_key{"face_keys.find", "select wrapped from face_keys where event_id = $1"};
const Statement add_key{"face_keys.add",
                        "insert into face_keys (event_id, organisation_id, wrapped) "
                        "select id, organisation_id, $2 from events where id = $1 on conflict do nothing"};
const Statement delete_key{"face_keys.erase", "delete from face_keys where event_id = $1"};

}  // namespace

std::unique_ptr<FaceSeal> find_seal(Connection& connection, FaceSeals& seals, const EventId& event) {
    auto wrapped = connection.one(find_key, {event}, first_column<std::vector<std::byte>>);
    return wrapped ? seals.unwrap(event, *wrapped) : nullptr;
}

std::unique_ptr<FaceSeal> need_seal(Connection& connection, FaceSeals& seals, const EventId& event) {
    if (auto seal = find_seal(connection, seals, event)) return seal;
    connection.run(add_key, {event, seals.new_key(event)});
    return find_seal(connection, seals, event);  // another process may have been first
}

void erase_key(Connection& connection, const EventId& event) { connection.run(delete_key, {event}); }

}  // namespace snapory
