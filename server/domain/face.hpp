#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "domain/id.hpp"

namespace snapory {

// Where a face lies, as fractions of the upright image, so that it fits every rendition of the photo.
struct FaceBox {
    float x = 0;  // left edge; may reach slightly outside 0..1 for a face cut off by the frame
    float y = 0;  // top edge
    float width = 0;
    float height = 0;

    bool operator==(const FaceBox&) const = default;
};

// What makes two pictures of one person comparable: a direction of length 1, as many numbers as its model
// gives. Biometric data: it belongs to one event and is deleted with it.
using FaceCode = std::vector<float>;

// One face in one photo of an event.
struct Face {
    FaceId id;
    PhotoId photo;
    FaceBox box;
    float score = 0;    // how sure the detector is that this is a face, 0 to 1
    float quality = 0;  // how well a person can be told by it, 0 to 1; see FaceReading
    FaceCode code;
    ModelId model;                     // what made the code; codes of two models are never compared
    std::optional<PersonId> person{};  // whose it is taken to be, once it was grouped

    bool operator==(const Face&) const = default;
};

// From which quality on a face may stand for a person: be their selfie's code, or what others are compared
// with. Below, a code says more about the blur than about the face.
inline constexpr float least_reference_quality = 0.4F;

// How near two codes of one model are: 1 for the same picture, about 0 for two strangers.
inline float cosine(const FaceCode& a, const FaceCode& b) {
    return a.size() == b.size() ? std::inner_product(a.begin(), a.end(), b.begin(), 0.0F) : 0.0F;
}

enum class MatchTier : std::uint8_t {
    match,  // shown as a photo of the guest
    maybe,  // shown apart, for the guest to decide
};

// From which cosine on a face counts; calibrated for each model, see docs/models.md.
struct MatchThresholds {
    float match = 0.45F;
    float maybe = 0.38F;

    bool operator==(const MatchThresholds&) const = default;
};

// Nothing when the face is most likely somebody else's.
inline std::optional<MatchTier> tier_of(float cosine, const MatchThresholds& thresholds) {
    if (cosine >= thresholds.match) return MatchTier::match;
    if (cosine >= thresholds.maybe) return MatchTier::maybe;
    return std::nullopt;
}

}  // namespace snapory
