#pragma once

#include <optional>

#include "domain/capture.hpp"
#include "domain/place.hpp"

namespace snapory {

// Towns of the world. May be called from any thread.
class Gazetteer {
public:
    virtual ~Gazetteer() = default;
    // The town whose centre is nearest; nothing when none is within 30 km, as at sea.
    virtual std::optional<Place> nearest(const Coordinates& at) = 0;
};

}  // namespace snapory
