#pragma once

#include <cstdint>
#include <span>

#include "domain/face.hpp"
#include "domain/result.hpp"

namespace snapory {

struct SelfieReading {
    FaceCode code;
    ModelId model;
    MatchThresholds thresholds;
    float quality = 1;  // of the face; see FaceReading
};

// Turns a selfie into a face code, in the ai. The picture is kept nowhere. May be called from any thread;
// throws Unavailable. Errors: unsupported_format, unreadable, too_large, no_face, several_faces,
// face_too_small, face_too_dark, face_too_blurred, face_turned_away.
class SelfieReader {
public:
    virtual ~SelfieReader() = default;
    virtual Result<SelfieReading> read(std::span<const std::uint8_t> picture) = 0;
};

}  // namespace snapory
