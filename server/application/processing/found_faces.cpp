#include "application/processing/found_faces.hpp"

#include <algorithm>

namespace snapory {
namespace {

bool answers(const Face& face, const Selfie& query) {
    return face.model == query.model && tier_of(cosine(face.code, query.code), query.thresholds);
}

bool denied(const Selfie& query, const PhotoId& photo, Selfies& selfies) {
    return std::ranges::any_of(selfies.judgements(query.id), [&](const Selfies::Judgement& judgement) {
        return judgement.photo == photo && !judgement.is_me;
    });
}

}  // namespace

std::vector<Face> found_faces(const PhotoId& photo, const RgbImage& pixels, FaceReader& reader,
                              Randomness& randomness, TimePoint now) {
    std::vector<Face> faces;
    for (auto& found : reader.read({pixels.size.width, pixels.size.height, pixels.rgb}))
        faces.push_back({randomness.next_id<FaceId>(now), photo, found.box, found.score, found.quality,
                         std::move(found.code), reader.model()});
    return faces;
}

std::vector<GuestId> answered_queries(const PhotoId& photo, const std::vector<Face>& faces,
                                      const std::vector<Selfie>& queries, Selfies& selfies) {
    std::vector<GuestId> guests;
    for (const auto& query : queries) {
        bool answered = std::ranges::any_of(faces, [&](const Face& face) { return answers(face, query); });
        if (answered && !denied(query, photo, selfies)) guests.emplace_back(query.owner);
    }
    return guests;
}

}  // namespace snapory
