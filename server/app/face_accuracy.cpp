#include "app/face_accuracy.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace snapory {
namespace {

double share_from(const std::vector<float>& ascending, float cosine) {
    if (ascending.empty()) return 0;
    const auto reaching = ascending.end() - std::ranges::lower_bound(ascending, cosine);
    return static_cast<double>(reaching) / static_cast<double>(ascending.size());
}

bool same_person(const KnownFace& a, const KnownFace& b) { return !a.person.empty() && a.person == b.person; }

void compare_all(const std::vector<KnownFace>& faces, FaceAccuracy& accuracy) {
    for (std::size_t i = 0; i < faces.size(); ++i) {
        for (std::size_t j = 0; j < i && !faces[i].code.empty(); ++j) {
            if (faces[j].code.empty()) continue;
            auto& pairs = same_person(faces[i], faces[j]) ? accuracy.genuine : accuracy.impostor;
            pairs.push_back(cosine(faces[i].code, faces[j].code));
        }
    }
    std::ranges::sort(accuracy.genuine);
    std::ranges::sort(accuracy.impostor);
}

GuestAccuracy::Tier search_as(const std::vector<const KnownFace*>& own, const std::vector<KnownFace>& faces,
                              float threshold) {
    std::size_t selfies = 0;
    std::size_t found = 0;
    std::set<std::string> wrong;
    for (const auto* selfie : own) {
        if (selfie->code.empty()) continue;
        ++selfies;
        for (const auto& face : faces) {
            if (&face == selfie || face.code.empty() || cosine(selfie->code, face.code) < threshold) continue;
            if (same_person(*selfie, face))
                ++found;
            else
                wrong.insert(face.photo);
        }
    }
    const auto wanted = static_cast<double>(selfies * (own.size() - 1));
    return {.recall = wanted > 0 ? static_cast<double>(found) / wanted : 0, .false_hits = wrong.size()};
}

}  // namespace

double FaceAccuracy::true_accepts(float cosine) const { return share_from(genuine, cosine); }
double FaceAccuracy::false_accepts(float cosine) const { return share_from(impostor, cosine); }

float FaceAccuracy::cosine_at(double false_accepts) const {
    const auto allowed = static_cast<std::size_t>(false_accepts * static_cast<double>(impostor.size()));
    if (allowed >= impostor.size()) return -1;
    return std::nextafter(impostor[impostor.size() - 1 - allowed], std::numeric_limits<float>::infinity());
}

FaceAccuracy accuracy_of(const std::vector<KnownFace>& faces, const MatchThresholds& thresholds) {
    FaceAccuracy accuracy;
    compare_all(faces, accuracy);
    std::map<std::string, std::vector<const KnownFace*>> people;
    for (const auto& face : faces)
        if (!face.person.empty()) people[face.person].push_back(&face);
    for (const auto& [person, own] : people) {
        if (own.size() < 2) continue;
        const auto missed = std::ranges::count_if(own, [](const auto* face) { return face->code.empty(); });
        accuracy.guests.push_back({.person = person,
                                   .photos = own.size(),
                                   .without_face = static_cast<std::size_t>(missed),
                                   .match = search_as(own, faces, thresholds.match),
                                   .maybe = search_as(own, faces, thresholds.maybe)});
    }
    return accuracy;
}

}  // namespace snapory
