#pragma once

#include <vector>

#include "application/ports/pixel_view.hpp"
#include "domain/tag.hpp"

namespace snapory {

// Says in words what a picture shows. Every call may be made from any thread, runs for tens of milliseconds
// on the caller's, and throws Unavailable when a model cannot be loaded.
class Tagger {
public:
    virtual ~Tagger() = default;

    // Each word once, surest first; only what its model is sure enough of. A preview of 1600 px is more than
    // enough. Throws std::invalid_argument when rgb does not fit width and height.
    virtual std::vector<Tag> read(const PixelView& picture) = 0;
};

}  // namespace snapory
