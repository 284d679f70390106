#pragma once

#include <cstdint>
#include <vector>

#include "application/ports/pixel_view.hpp"
#include "domain/face.hpp"

namespace snapory {

// What can make a face hard to tell, each by itself.
struct FaceCondition {
    float sharpness = 0;   // variance of the Laplacian of the aligned face; below about 20 it is blurred
    float brightness = 0;  // mean luma of the aligned face, 0 to 1
    float frontality = 0;  // 1 seen from the front, 0 from the side
};

// How young a face looks: no more than a default for who may find it needs, and never an age.
enum class Youth : std::uint8_t {
    untold,  // too small to tell
    young,
    unclear,
    grown,
};

// What a face shows beside whose it is. Of a face that is too small nothing is told.
struct FaceMarks {
    bool eyes_closed = false;  // both
    bool smiles = false;
    Youth youth = Youth::untold;

    bool operator==(const FaceMarks&) const = default;
};

// A face as the models see it, before it belongs to a photo.
struct FaceReading {
    FaceBox box;
    float score = 0;    // how sure the detector is that this is a face, 0 to 1
    float quality = 0;  // score, size and condition together, 0 to 1; see least_reference_quality
    FaceCode code;
    FaceCondition condition{};
    FaceMarks marks{};
};

// Finds the faces of a picture and makes a code of each. Every call may be made from any thread, runs for
// tens to hundreds of milliseconds on the caller's, and throws Unavailable when the models cannot be loaded.
class FaceReader {
public:
    virtual ~FaceReader() = default;

    // Largest face first; empty when there is none. A preview of 1600 px is what the models expect: of larger
    // pictures small faces are no better found. Throws std::invalid_argument when rgb does not fit width and
    // height.
    virtual std::vector<FaceReading> read(const PixelView& picture) = 0;

    // Whether this face of the picture was on a screen or a print before the camera. A hint: both errors
    // happen.
    virtual bool looks_recaptured(const PixelView& picture, const FaceBox& face) = 0;

    // What to store with every code that read() makes.
    virtual ModelId model() const = 0;

    // What cosine() between codes of this model means.
    virtual MatchThresholds thresholds() const = 0;
};

}  // namespace snapory
