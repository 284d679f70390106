#include "application/gallery/find_similar.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <span>
#include <utility>

#include "application/gallery/visible_photo.hpp"

namespace snapory {
namespace {

constexpr float least_likeness = 0.6F;  // cosine; docs/models.md has the figures
constexpr std::size_t slice = 100;      // photos read at a time, since the caller may not see each of them

}  // namespace

Result<std::vector<ShownPhoto>> FindSimilar::operator()(const Caller& caller, const EventId& event,
                                                        const PhotoId& id, std::size_t count) const {
    auto now = clock_.now();
    auto origin = visible_photo(caller, events_, event, photos_, id, now);
    if (!origin) return fail(origin.error());
    std::set<StackId> stacks{origin->photo.photo.stack};
    std::vector<ShownPhoto> similar;
    const auto show_one = [&](const PhotoWithFaces& found) {
        const auto& stack = found.photo.stack;
        if (similar.size() == count || !may_see(caller, found.photo, origin->event, now)) return;
        if (!stack.empty() && !stacks.insert(stack).second) return;
        similar.push_back(show(found, caller, origin->event, blobs_, now));
    };
    const auto ids = by_likeness(event, id);
    for (std::span rest(ids); !rest.empty() && similar.size() < count;) {
        const auto part = rest.first(std::min(slice, rest.size()));
        std::ranges::for_each(photos_.find(event, std::vector(part.begin(), part.end())), show_one);
        rest = rest.subspan(part.size());
    }
    return similar;
}

std::vector<PhotoId> FindSimilar::by_likeness(const EventId& event, const PhotoId& id) const {
    const auto origin = photos_.embedding(event, id);
    if (!origin) return {};
    std::vector<std::pair<float, PhotoId>> near;
    for (auto& [other, embedding] : photos_.embeddings(event, origin->model))
        if (const float likeness = cosine(*origin, embedding); likeness >= least_likeness && other != id)
            near.emplace_back(likeness, std::move(other));
    std::ranges::sort(near, std::greater());
    std::vector<PhotoId> ids;
    ids.reserve(near.size());
    for (auto& [likeness, other] : near) ids.push_back(std::move(other));
    return ids;
}

}  // namespace snapory
