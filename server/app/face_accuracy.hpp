#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/face.hpp"

namespace snapory {

// A face of which is known whose it is.
struct KnownFace {
    std::string person;  // empty: somebody who appears nowhere else
    std::string photo;
    FaceCode code;      // empty when no face was found in the photo
    float quality = 0;  // see FaceReading
};

// What a person would find with each of their photos as the selfie.
struct GuestAccuracy {
    struct Tier {
        double recall = 0;           // share of their other photos, the mean over their selfies
        std::size_t false_hits = 0;  // photos of others that any of their selfies found
    };
    std::string person;
    std::size_t photos = 0;
    std::size_t without_face = 0;  // photos in which no face was found; no selfie finds them
    Tier match;
    Tier maybe;  // also what is a match
};

// How well codes tell people apart. Both lists ascend.
struct FaceAccuracy {
    std::vector<float> genuine;         // cosines of all pairs of one person
    std::vector<float> impostor;        // cosines of all pairs of two people
    std::vector<GuestAccuracy> guests;  // who has at least two photos, by name

    // Shares of the pairs that reach `cosine`, 0 to 1: TAR and FAR.
    double true_accepts(float cosine) const;
    double false_accepts(float cosine) const;
    // The least cosine of all that at most this share of pairs of two people reaches.
    float cosine_at(double false_accepts) const;
};

FaceAccuracy accuracy_of(const std::vector<KnownFace>& faces, const MatchThresholds& thresholds);

}  // namespace snapory
