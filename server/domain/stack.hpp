#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

// What tells whether two photos belong in one stack, and which of them lies on top.
struct Frame {
    PhotoId photo;
    StackId stack;    // empty: in none yet
    CameraId camera;  // empty: not known
    TimePoint taken_at;
    std::uint64_t perceptual_hash = 0;

    bool operator==(const Frame&) const = default;
};

// Photos further apart in time never share a stack.
inline constexpr std::chrono::seconds widest_stack_gap{30};

// Whether the two show one moment: a burst of one camera, or pictures that are nearly the same, as when one
// was sent twice in two sizes.
bool belong_together(const Frame& a, const Frame& b);

// Which of the event's frames that are near in time this one lies with: the one that it looks most like.
// Nothing when it stands alone.
std::optional<Frame> stack_mate(const Frame& frame, std::span<const Frame> near);

// How good a face is to look at, 0 to 1. `quality` is the Face's: large, sharp, lit, turned to the camera.
double face_appeal(double quality, bool eyes_closed, bool smiles);

// How good a photo is as the one to be seen, 0 to 1: sharp, and with faces that are good to look at.
// `sharpness` is ImageReading's, `faces` the mean face_appeal; nothing where faces were not looked for, or
// none is in it.
double appeal(double sharpness, std::optional<double> faces);

}  // namespace snapory
