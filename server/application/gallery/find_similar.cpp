#include "application/gallery/find_similar.hpp"

#include <set>
#include <utility>

#include "application/gallery/visible_photo.hpp"

namespace snapory {
namespace {

constexpr float least_likeness = 0.6F;  // cosine; docs/models.md has the figures

}  // namespace

Result<std::vector<ShownPhoto>> FindSimilar::operator()(const Caller& caller, const EventId& event,
                                                        const PhotoId& id, std::size_t count) const {
    auto now = clock_.now();
    auto origin = visible_photo(caller, events_, event, photos_, id, now);
    if (!origin) return fail(origin.error());
    std::set<StackId> stacks{origin->photo.photo.stack};
    std::vector<ShownPhoto> similar;
    visit_best_first(by_likeness(event, id), event, photos_, [&](const PhotoWithFaces& found) {
        const auto& stack = found.photo.stack;
        if (may_see(caller, found.photo, origin->event, now) &&
            (stack.empty() || stacks.insert(stack).second))
            similar.push_back(show(found, caller, origin->event, blobs_, now));
        return similar.size() < count;
    });
    return similar;
}

std::vector<RankedPhoto> FindSimilar::by_likeness(const EventId& event, const PhotoId& id) const {
    const auto origin = photos_.embedding(event, id);
    if (!origin) return {};
    std::vector<RankedPhoto> near;
    for (auto& [other, embedding] : photos_.embeddings(event, origin->model))
        if (const float likeness = cosine(*origin, embedding); likeness >= least_likeness && other != id)
            near.push_back({likeness, std::move(other)});
    return near;
}

}  // namespace snapory
