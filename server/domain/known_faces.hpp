#pragma once

#include <vector>

#include "domain/face.hpp"

namespace snapory {

// The faces of a photo that was read again. One that lies where a known one lay is that face: it keeps id and
// person, so that names, covers and what hosts split and merged hold whatever model reads the photo. Codes
// and boxes are those of the new reading; faces that were not found again are gone.
std::vector<Face> as_known(std::vector<Face> found, const std::vector<Face>& known);

}  // namespace snapory
