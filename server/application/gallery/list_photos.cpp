#include "application/gallery/list_photos.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "application/gallery/audience.hpp"
#include "application/gallery/photos_like_text.hpp"

namespace snapory {

Result<Page<ShownPhoto, PhotoPosition>> ListPhotos::operator()(const Caller& caller,
                                                               const PhotoQuery& query) const {
    auto now = clock_.now();
    auto gallery = gallery_of(caller, events_, query, now);
    if (!gallery) return fail(gallery.error());

    auto found = photos_.list(gallery->query);
    if (!query.after && !found.next) fill(found.items, gallery->query);
    Page<ShownPhoto, PhotoPosition> page{{}, found.next};
    for (const auto& photo : found.items)
        page.items.push_back(show(photo, caller, gallery->event, blobs_, now));
    return page;
}

void ListPhotos::fill(std::vector<PhotoWithFaces>& page, PhotoQuery query) const {
    if (query.text.empty() || page.size() >= query.limit) return;
    const auto meant = meaning_of(query.text, texts_);
    if (!meant) return;
    std::set<PhotoId> known;
    for (const auto& item : page) known.insert(item.photo.id);
    query.limit -= page.size();
    auto more = photos_like_text(*meant, std::move(query), known, photos_).photos;
    std::ranges::move(more, std::back_inserter(page));
}

}  // namespace snapory
