#include "application/gallery/search_photos.hpp"

#include <set>
#include <utility>

#include "application/gallery/photos_like_text.hpp"
#include "domain/permission.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_events = 100;       // of a host's, since each is asked by itself
constexpr std::size_t most_compared = 50'000;  // photos, beyond which no further event is read for a text

// Fills up with photos, event by event, until there are enough.
class Search {
public:
    Search(Photos& photos, const std::vector<Gallery>& galleries, std::size_t count)
        : photos_(photos), galleries_(galleries), count_(count) {}

    struct Found {
        const Gallery* gallery;
        PhotoWithFaces photo;
    };
    const std::vector<Found>& found() const { return found_; }
    bool is_full() const { return found_.size() >= count_; }

    void by_words() {
        for (const auto& gallery : galleries_) {
            if (is_full()) return;
            take(gallery, photos_.list(query_for(gallery)).items);
        }
    }

    void by_meaning(const Embedding& meant) {
        std::size_t compared = 0;
        for (const auto& gallery : galleries_) {
            if (is_full() || compared >= most_compared) return;
            auto like = photos_like_text(meant, query_for(gallery), known_, photos_);
            take(gallery, std::move(like.photos));
            compared += like.compared;
        }
    }

private:
    PhotoQuery query_for(const Gallery& gallery) const {
        auto query = gallery.query;
        query.limit = count_ - found_.size();
        return query;
    }
    void take(const Gallery& gallery, std::vector<PhotoWithFaces> photos) {
        for (auto& photo : photos) {
            known_.insert(photo.photo.id);
            found_.push_back({&gallery, std::move(photo)});
        }
    }

    Photos& photos_;
    const std::vector<Gallery>& galleries_;
    const std::size_t count_;
    std::vector<Found> found_;
    std::set<PhotoId> known_;
};

}  // namespace

Result<std::vector<ShownPhoto>> SearchPhotos::operator()(const Caller& caller,
                                                         const std::optional<EventId>& event,
                                                         const std::string& text, std::size_t count) const {
    const auto now = clock_.now();
    const auto galleries = galleries_of(caller, event, text, now);
    if (!galleries) return fail(galleries.error());
    Search search(photos_, *galleries, count);
    search.by_words();
    if (const auto meant = search.is_full() ? std::nullopt : meaning_of(text, texts_))
        search.by_meaning(*meant);
    std::vector<ShownPhoto> shown;
    for (const auto& [gallery, photo] : search.found())
        shown.push_back(show(photo, caller, gallery->event, blobs_, now));
    return shown;
}

Result<std::vector<Gallery>> SearchPhotos::galleries_of(const Caller& caller,
                                                        const std::optional<EventId>& event,
                                                        const std::string& text, TimePoint now) const {
    const auto events = event ? Result<std::vector<EventId>>({*event}) : events_of(caller);
    if (!events) return fail(events.error());
    std::vector<Gallery> galleries;
    for (const auto& id : *events) {
        auto gallery = gallery_of(caller, events_, {.event = id, .text = text}, now);
        if (!gallery) return fail(gallery.error());
        galleries.push_back(*std::move(gallery));
    }
    return galleries;
}

Result<std::vector<EventId>> SearchPhotos::events_of(const Caller& caller) const {
    if (const auto* guest = std::get_if<EventGuest>(&caller)) return std::vector{guest->event};
    const auto host = signed_in(caller);
    if (!host) return fail(host.error());
    std::vector<OrganisationId> organisations;
    for (const auto& membership : host->memberships) organisations.push_back(membership.organisation);
    std::vector<EventId> ids;
    for (const auto& listed : events_.list(organisations, most_events, std::nullopt).items)
        ids.push_back(listed.event.id);
    return ids;
}

}  // namespace snapory
