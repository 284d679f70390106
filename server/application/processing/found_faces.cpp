#include "application/processing/found_faces.hpp"

#include <algorithm>

#include "application/faces/references.hpp"
#include "domain/stack.hpp"

namespace snapory {
namespace {

bool answers(const Face& face, const References& references, const MatchThresholds& thresholds) {
    const auto nearness = references.nearness(face);
    return nearness && tier_of(*nearness, thresholds);
}

bool denied(const Selfie& query, const PhotoId& photo, Selfies& selfies) {
    return std::ranges::any_of(selfies.judgements(query.id), [&](const Selfies::Judgement& judgement) {
        return judgement.photo == photo && !judgement.is_me;
    });
}

}  // namespace

FoundFaces found_faces(const PhotoId& photo, const RgbImage& pixels, FaceReader& reader,
                       Randomness& randomness, TimePoint now) {
    FoundFaces found;
    double sum = 0;
    for (auto& face : reader.read({pixels.size.width, pixels.size.height, pixels.rgb})) {
        sum += face_appeal(face.quality, face.marks.eyes_closed, face.marks.smiles);
        found.faces.push_back({randomness.next_id<FaceId>(now), photo, face.box, face.score, face.quality,
                               std::move(face.code), reader.model()});
    }
    if (!found.faces.empty()) found.appeal = sum / static_cast<double>(found.faces.size());
    return found;
}

std::vector<GuestId> answered_queries(const PhotoId& photo, const std::vector<Face>& faces,
                                      const std::vector<Selfie>& queries, Selfies& selfies) {
    std::vector<GuestId> guests;
    if (faces.empty()) return guests;
    for (const auto& query : queries) {
        const References references(query, selfies.confirmed(query));
        bool answered = std::ranges::any_of(
            faces, [&](const Face& face) { return answers(face, references, query.thresholds); });
        if (answered && !denied(query, photo, selfies)) guests.emplace_back(query.owner);
    }
    return guests;
}

}  // namespace snapory
