#pragma once

#include <optional>
#include <vector>

#include "application/ports/pixel_view.hpp"
#include "domain/embedding.hpp"
#include "domain/tag.hpp"

namespace snapory {

// What models see in a picture.
struct Sight {
    std::vector<Tag> tags{};               // each word once, surest first; only what its model is sure of
    std::optional<Embedding> embedding{};  // what it looks like; nothing where no model tells
};

// Says in words what a picture shows, and in numbers what it looks like. Every call may be made from any
// thread, runs for tens of milliseconds on the caller's, and throws Unavailable when a model cannot be
// loaded.
class Tagger {
public:
    virtual ~Tagger() = default;

    // A preview of 1600 px is more than enough. Throws std::invalid_argument when rgb does not fit width and
    // height.
    virtual Sight read(const PixelView& picture) = 0;

    // All models that read() asks, in one name: another one as soon as any of them is another.
    virtual ModelId model() const = 0;
};

}  // namespace snapory
