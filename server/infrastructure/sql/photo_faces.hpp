#pragma once

#include <cstdint>
#include <vector>

#include "application/ports/face_seals.hpp"
#include "domain/photo.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// Takes the place of a photo's faces, of which `photo` need only say where it belongs; those that lie where
// others lay are these, see domain/known_faces.hpp. Belongs to the transaction of the change that tells of
// the faces, whose number is `sequence`.
void replace_faces(Connection& connection, FaceSeals& seals, const Photo& photo, std::vector<Face> faces,
                   std::uint64_t sequence);

}  // namespace snapory
