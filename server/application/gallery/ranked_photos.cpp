#include "application/gallery/ranked_photos.hpp"

#include <algorithm>
#include <span>

namespace snapory {
namespace {

constexpr std::size_t slice = 100;  // photos read at a time, since not each of them is wanted

}  // namespace

std::vector<RankedPhoto> alike(const Embedding& wanted, std::vector<PhotoEmbedding> photos) {
    std::vector<RankedPhoto> near;
    for (auto& [photo, embedding] : photos)
        if (const float likeness = cosine(wanted, embedding); likeness >= wanted.alike)
            near.push_back({likeness, std::move(photo)});
    return near;
}

void visit_best_first(std::vector<RankedPhoto> ranked, const EventId& event, Photos& photos,
                      const std::function<bool(const PhotoWithFaces&)>& visit) {
    std::ranges::sort(ranked, std::greater());
    for (std::span rest(ranked); !rest.empty();) {
        std::vector<PhotoId> ids;
        for (auto& [score, photo] : rest.first(std::min(slice, rest.size()))) ids.push_back(std::move(photo));
        rest = rest.subspan(ids.size());
        for (const auto& photo : photos.find(event, ids))
            if (!visit(photo)) return;
    }
}

}  // namespace snapory
