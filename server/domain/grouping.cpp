#include "domain/grouping.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace snapory {
namespace {

float length(const FaceCode& code) { return std::sqrt(cosine(code, code)); }

bool share_a_photo(const std::set<PhotoId>& a, const std::set<PhotoId>& b) {
    const auto& [fewer, more] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
    return std::ranges::any_of(fewer, [&](const PhotoId& photo) { return more.contains(photo); });
}

void add(FaceCode& sum, const FaceCode& code) {
    if (sum.empty()) sum.resize(code.size());
    std::ranges::transform(sum, code, sum.begin(), std::plus());
}

}  // namespace

void Grouping::know(const Person& person) { groups_[person.id].settled = person.settled; }

std::vector<std::optional<PersonId>> Grouping::place(const std::vector<Face>& faces, const NewId& new_id) {
    std::vector<std::optional<PersonId>> persons;
    for (const Face& face : faces) persons.push_back(face.person);
    for (const Face& face : faces)
        if (face.person) join(face, *face.person);
    for (const auto& [cosine, face, person] : offers(faces)) {
        const bool taken = persons[face] || groups_.at(person).photos.contains(faces[face].photo);
        if (taken) continue;
        persons[face] = person;
        join(faces[face], person);
    }
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const bool founds = faces[i].model == model_ && faces[i].quality >= least_reference_quality;
        if (persons[i] || !founds) continue;
        persons[i] = new_id();
        join(faces[i], *persons[i]);
    }
    return persons;
}

// What is near enough, nearest first, so that the surest of a photo is settled before the others.
std::vector<Grouping::Offer> Grouping::offers(const std::vector<Face>& faces) const {
    std::vector<Offer> found;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (faces[i].person || faces[i].model != model_) continue;
        for (const auto& [id, group] : groups_) {
            if (group.references == 0) continue;
            const float near = cosine(faces[i].code, group.sum) / length(group.sum);
            if (near >= thresholds_.match) found.push_back({near, i, id});
        }
    }
    std::ranges::sort(found, [](const Offer& a, const Offer& b) {
        return std::tie(b.cosine, a.face, a.person) < std::tie(a.cosine, b.face, b.person);
    });
    return found;
}

void Grouping::join(const Face& face, const PersonId& person) {
    auto& group = groups_[person];
    group.photos.insert(face.photo);
    if (face.model != model_ || face.quality < least_reference_quality) return;
    add(group.sum, face.code);
    ++group.references;
    grown_.insert(person);
}

std::vector<std::pair<PersonId, PersonId>> Grouping::merge() {
    std::vector<std::pair<PersonId, PersonId>> merged;
    while (!grown_.empty()) {
        const auto id = grown_.extract(grown_.begin()).value();
        const auto other = double_of(id);
        if (!other) continue;
        const auto& [older, younger] = std::minmax(id, *other);  // ids tell their age
        auto gone = groups_.extract(younger);
        auto& into = groups_.at(older);
        add(into.sum, gone.mapped().sum);
        into.references += gone.mapped().references;
        into.photos.merge(gone.mapped().photos);
        grown_.erase(younger);
        grown_.insert(older);
        merged.emplace_back(younger, older);
    }
    return merged;
}

std::optional<PersonId> Grouping::double_of(const PersonId& id) const {
    const auto& group = groups_.at(id);
    for (const auto& [other_id, other] : groups_)
        if (other_id != id && one(group, other)) return other_id;
    return std::nullopt;
}

// The mean cosine between their references is that of one person, and no photo shows both.
bool Grouping::one(const Group& a, const Group& b) const {
    if (a.settled || b.settled || a.references == 0 || b.references == 0) return false;
    const auto pairs = static_cast<float>(a.references * b.references);
    return cosine(a.sum, b.sum) / pairs >= thresholds_.match && !share_a_photo(a.photos, b.photos);
}

}  // namespace snapory
