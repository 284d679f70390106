#include "application/gallery/photos_like_text.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <utility>

#include "application/gallery/ranked_photos.hpp"
#include "domain/words.hpp"

namespace snapory {
namespace {

constexpr std::size_t slice = 100;            // photos read at a time, since the query may refuse many
constexpr std::size_t most_considered = 500;  // what is less alike is no answer any more

// The best first, without those that were found before.
std::vector<PhotoId> most_alike(const Embedding& meant, std::vector<PhotoEmbedding> photos,
                                const std::set<PhotoId>& before) {
    auto ranked = alike(meant, std::move(photos));
    std::erase_if(ranked, [&](const RankedPhoto& photo) { return before.contains(photo.photo); });
    std::ranges::sort(ranked, std::greater());
    ranked.resize(std::min(ranked.size(), most_considered));
    std::vector<PhotoId> ids;
    for (auto& [likeness, photo] : ranked) ids.push_back(std::move(photo));
    return ids;
}

void put_in_order(std::vector<PhotoWithFaces>& photos, const std::vector<PhotoId>& order) {
    std::ranges::sort(photos, {}, [&](const PhotoWithFaces& photo) {
        return std::ranges::find(order, photo.photo.id) - order.begin();
    });
}

}  // namespace

std::optional<Embedding> meaning_of(const std::string& text, TextReader& texts) {
    return words_of(text).empty() ? std::nullopt : texts.read(text);
}

PhotosLikeText photos_like_text(const Embedding& meant, PhotoQuery query, const std::set<PhotoId>& before,
                                Photos& photos) {
    auto all = photos.embeddings(query.event, meant.model);
    PhotosLikeText found{.photos = {}, .compared = all.size()};
    const auto ids = most_alike(meant, std::move(all), before);
    const std::size_t wanted = query.limit;
    query.text.clear();
    query.limit = slice;
    for (std::span rest(ids); !rest.empty() && found.photos.size() < wanted;) {
        const auto best = rest.first(std::min(slice, rest.size()));
        rest = rest.subspan(best.size());
        query.among.emplace(best.begin(), best.end());
        auto items = photos.list(query).items;
        put_in_order(items, *query.among);
        items.resize(std::min(items.size(), wanted - found.photos.size()));
        std::ranges::move(items, std::back_inserter(found.photos));
    }
    return found;
}

}  // namespace snapory
