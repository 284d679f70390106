#pragma once

#include <vector>

#include "application/gallery/shown_photo.hpp"
#include "application/ports/face_index.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/selfies.hpp"

namespace snapory {

struct FoundPhoto {
    SelfieMatch match;
    ShownPhoto photo;
};

// What a standing query has found so far, best first, a photo once. The parts are the caller's and must
// outlive it.
struct MatchFinder {
    Photos& photos;
    Selfies& selfies;
    FaceIndex& index;
    BlobStore& blobs;

    // Only photos that the caller may see; those judged "not me" are left out, "me" is a sure match.
    std::vector<FoundPhoto> find(const Selfie& selfie, const Caller& caller, const Event& event,
                                 TimePoint now) const;

private:
    std::vector<SelfieMatch> best_of_each_photo(const Selfie& selfie) const;
    void judge(const Selfie& selfie, std::vector<SelfieMatch>& matches) const;
};

// How many of these surely show them.
std::size_t sure_matches(const std::vector<FoundPhoto>& found);

// What the owner column of a selfie holds for this caller; empty for a stranger.
std::string selfie_owner(const Caller& caller);

// What is said to who has no standing query.
Error no_selfie();

}  // namespace snapory
