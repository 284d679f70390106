#include "application/faces/references.hpp"

#include <algorithm>
#include <map>

namespace snapory {

References::References(const Selfie& selfie, const std::vector<ConfirmedFace>& confirmed)
    : model_(selfie.model), codes_{selfie.code} {
    std::map<PhotoId, const ConfirmedFace*> nearest;
    for (const auto& face : confirmed) {
        auto& best = nearest[face.photo];
        if (!best || cosine(face.code, selfie.code) > cosine(best->code, selfie.code)) best = &face;
    }
    for (const auto& [photo, face] : nearest) {
        const bool alike = tier_of(cosine(face->code, selfie.code), selfie.thresholds).has_value();
        if (alike && face->quality >= least_reference_quality) codes_.push_back(face->code);
    }
}

std::optional<float> References::nearness(const Face& face) const {
    if (face.model != model_) return std::nullopt;
    float nearest = -1;
    for (const auto& code : codes_) nearest = std::max(nearest, cosine(code, face.code));
    return nearest;
}

}  // namespace snapory
