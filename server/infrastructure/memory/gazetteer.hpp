#pragma once

#include <cmath>

#include "application/ports/gazetteer.hpp"

namespace snapory {

// A world with one town.
class MemoryGazetteer final : public Gazetteer {
public:
    std::optional<Place> nearest(const Coordinates& at) override {
        const bool there = std::abs(at.latitude - 38.7) < 0.2 && std::abs(at.longitude + 9.1) < 0.2;
        return there ? std::optional(Place{"Lisbon", "PT"}) : std::nullopt;
    }
};

}  // namespace snapory
