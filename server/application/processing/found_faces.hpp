#pragma once

#include <optional>
#include <vector>

#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/selfies.hpp"
#include "domain/photo.hpp"

namespace snapory {

struct FoundFaces {
    std::vector<Face> faces;
    std::optional<double> appeal;  // the mean of theirs, see domain/stack.hpp; nothing when there is none
};

// The faces of a photo, from the pixels of its preview.
FoundFaces found_faces(const PhotoId& photo, const RgbImage& pixels, FaceReader& reader,
                       Randomness& randomness, TimePoint now);

// Whose standing queries the faces answer and who has not said that it is not them. Accounts are among them
// by their own id, which no guest has.
std::vector<GuestId> answered_queries(const PhotoId& photo, const std::vector<Face>& faces,
                                      const std::vector<Selfie>& queries, Selfies& selfies);

}  // namespace snapory
