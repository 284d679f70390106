#include "application/faces/matches.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "application/faces/references.hpp"

namespace snapory {

std::size_t sure_matches(const std::vector<FoundPhoto>& found) {
    return static_cast<std::size_t>(std::ranges::count_if(
        found, [](const FoundPhoto& photo) { return photo.match.tier == MatchTier::match; }));
}

std::string selfie_owner(const Caller& caller) { return uploader_of(caller).id; }

Error no_selfie() { return {Errc::not_found, "You have not searched this event with a selfie.", ""}; }

std::vector<FoundPhoto> MatchFinder::find(const Selfie& selfie, const Caller& caller, const Event& event,
                                          TimePoint now) const {
    auto matches = best_of_each_photo(selfie);
    judge(selfie, matches);
    std::vector<PhotoId> ids;
    ids.reserve(matches.size());
    for (const auto& match : matches) ids.push_back(match.photo);
    std::map<PhotoId, PhotoWithFaces> shown;
    for (auto& photo : photos.find(event.id, ids))
        if (may_see(caller, photo.photo, event, now)) shown.emplace(photo.photo.id, std::move(photo));

    std::vector<FoundPhoto> found;
    for (const auto& match : matches)
        if (auto photo = shown.find(match.photo); photo != shown.end())
            found.push_back({match, show(photo->second, caller, event, blobs, now)});
    return found;
}

std::vector<SelfieMatch> MatchFinder::best_of_each_photo(const Selfie& selfie) const {
    std::vector<FaceHit> hits;
    for (const auto& code : References(selfie, selfies.confirmed(selfie)).codes())
        std::ranges::copy(index.search(selfie.event, selfie.model, code, selfie.thresholds.maybe),
                          std::back_inserter(hits));
    std::ranges::sort(hits, std::greater{}, &FaceHit::cosine);

    std::vector<SelfieMatch> matches;
    std::set<PhotoId> seen;
    for (const auto& hit : hits) {
        auto tier = tier_of(hit.cosine, selfie.thresholds);
        if (tier && seen.insert(hit.photo).second)
            matches.push_back({hit.photo, hit.face, std::min(hit.cosine, 1.0F), *tier});
    }
    return matches;
}

void MatchFinder::judge(const Selfie& selfie, std::vector<SelfieMatch>& matches) const {
    std::map<PhotoId, bool> is_me;
    for (const auto& judgement : selfies.judgements(selfie.id)) is_me[judgement.photo] = judgement.is_me;
    std::erase_if(matches, [&](SelfieMatch& match) {
        auto judgement = is_me.find(match.photo);
        if (judgement == is_me.end()) return false;
        match.tier = MatchTier::match;
        return !judgement->second;
    });
}

}  // namespace snapory
