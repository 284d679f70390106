#include "application/gallery/find_similar.hpp"

#include <set>
#include <vector>

#include "application/gallery/visible_photo.hpp"

namespace snapory {

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
    auto near = alike(*origin, photos_.embeddings(event, origin->model));
    std::erase_if(near, [&](const RankedPhoto& other) { return other.photo == id; });
    return near;
}

}  // namespace snapory
