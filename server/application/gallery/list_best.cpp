#include "application/gallery/list_best.hpp"

#include <map>
#include <ranges>

#include "application/admission.hpp"
#include "application/gallery/audience.hpp"
#include "domain/best_of.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_candidates = 5000;  // the newest

Candidate candidate_of(const PhotoWithFaces& found) {
    Candidate candidate{found.photo.id, found.photo.taken_at, found.photo.details->appeal};
    for (const auto& face : found.faces)
        if (face.person) candidate.people.push_back(*face.person);
    return candidate;
}

}  // namespace

Result<std::vector<ShownPhoto>> ListBest::operator()(const Caller& caller, const EventId& id,
                                                     std::size_t count) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::see_gallery, events_, id, now);
    if (!event) return fail(event.error());
    PhotoQuery query;
    query.event = id;
    query.state = PhotoState::ready;
    query.moderation = Moderation::approved;
    query.stacks = true;
    query.limit = most_candidates;
    auto allowed = narrowed(std::move(query), caller, *event, now);
    if (!allowed) return fail(allowed.error());

    const auto found = photos_.list(*allowed).items;
    std::vector<Candidate> candidates;
    std::map<PhotoId, const PhotoWithFaces*> by_id;
    for (const auto& photo : found) {
        candidates.push_back(candidate_of(photo));
        by_id[photo.photo.id] = &photo;
    }
    std::vector<ShownPhoto> shown;
    for (const auto& photo : best_of(candidates, count) | std::views::reverse)
        shown.push_back(show(*by_id[photo], caller, *event, blobs_, now));
    return shown;
}

}  // namespace snapory
