#pragma once

#include <chrono>
#include <memory>

#include "application/ports/face_index.hpp"

namespace snapory {

// Keeps the codes of searched events in RAM, 3.7 KB a face, and drops an event that nobody searched for
// between `idle` and twice that. `log` must outlive it.
std::unique_ptr<FaceIndex> make_exact_face_index(FaceLog& log,
                                                 std::chrono::milliseconds idle = std::chrono::minutes(5));

}  // namespace snapory
