#include "application/gallery/begin_download.hpp"

#include <set>

#include "application/admission.hpp"
#include "application/gallery/audience.hpp"
#include "application/gallery/download_contents.hpp"

namespace snapory {
namespace {

constexpr std::size_t photos_a_page = 1000;

const Error too_many{Errc::invalid,
                     "One download holds at most " + std::to_string(max_photos_per_download) + " photos.",
                     "photoIds"};

std::vector<PhotoId> once_each(std::vector<PhotoId> ids) {
    std::set<PhotoId> seen;
    std::erase_if(ids, [&](const PhotoId& id) { return !seen.insert(id).second; });
    return ids;
}

}  // namespace

Result<BegunDownload> BeginDownload::operator()(const Caller& caller, const EventId& event,
                                                const DownloadWish& wish) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::download_photos, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (wish.variant == Variant::thumbnail)
        return fail(Errc::invalid, "Take originals or previews.", "variant");
    auto photos = chosen(caller, *admitted, wish, now);
    if (!photos) return fail(photos.error());

    Download download{randomness_.next_id<DownloadId>(now),
                      admitted->organisation,
                      event,
                      wish.variant,
                      std::move(*photos),
                      std::nullopt,
                      now,
                      now + download_lifetime};
    if (const auto* guest = std::get_if<EventGuest>(&caller)) download.guest = guest->guest;
    PhotoZip zip(files_of(download, caller, *admitted, photos_, blobs_, now), blobs_);
    if (zip.photos() == 0) return fail(Errc::invalid, "There is no photo to download.", "photoIds");
    downloads_.add(download);
    return BegunDownload{std::move(download), zip.bytes(), zip.photos()};
}

Result<std::vector<PhotoId>> BeginDownload::chosen(const Caller& caller, const Event& event,
                                                   const DownloadWish& wish, TimePoint now) const {
    if (const auto* ids = std::get_if<std::vector<PhotoId>>(&wish.what)) {
        if (ids->size() > max_photos_per_download) return fail(too_many);
        return once_each(*ids);
    }
    auto query = narrowed(std::get<PhotoQuery>(wish.what), caller, event, now);
    if (!query) return fail(query.error());
    query->limit = photos_a_page;
    query->after.reset();
    query->deleted = false;
    std::vector<PhotoId> ids;
    do {
        auto page = photos_.list(*query);
        for (const auto& photo : page.items) ids.push_back(photo.photo.id);
        if (ids.size() > max_photos_per_download) return fail(too_many);
        query->after = page.next;
    } while (query->after);
    return ids;
}

}  // namespace snapory
