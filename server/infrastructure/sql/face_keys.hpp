#pragma once

#include <memory>

#include "application/ports/face_seals.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The seal of the event's key; null when it has none, and so no face codes.
std::unique_ptr<FaceSeal> find_seal(Connection& connection, FaceSeals& seals, const EventId& event);

// The same, making the key first where there is none; within a transaction that writes.
std::unique_ptr<FaceSeal> need_seal(Connection& connection, FaceSeals& seals, const EventId& event);

// Erases the key, and with it whatever copies of the event's face codes there are.
void erase_key(Connection& connection, const EventId& event);

}  // namespace snapory
