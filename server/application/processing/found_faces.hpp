#pragma once

#include <vector>

#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/selfies.hpp"
#include "domain/photo.hpp"

namespace snapory {

// The faces of a photo, from the pixels of its preview.
std::vector<Face> found_faces(const PhotoId& photo, const RgbImage& pixels, FaceReader& reader,
                              Randomness& randomness, TimePoint now);

// Whose standing queries the faces answer and who has not said that it is not them. Accounts are among them
// by their own id, which no guest has.
std::vector<GuestId> answered_queries(const PhotoId& photo, const std::vector<Face>& faces,
                                      const std::vector<Selfie>& queries, Selfies& selfies);

}  // namespace snapory
