#include "application/live/read_changes.hpp"

#include <algorithm>
#include <map>

#include "application/admission.hpp"

namespace snapory {
namespace {

bool is_addressed_to(const Change& change, const Caller& caller, const Event& event, TimePoint now) {
    if (change.type == ChangeType::people_changed) return !refusal(caller, Action::manage_event, event, now);
    return !change.guest || change.guest->text() == uploader_of(caller).id;
}

// The photos that the changes tell of, as far as the caller may see them now.
std::map<PhotoId, ShownPhoto> shown_photos(const std::vector<Change>& changes, const Caller& caller,
                                           const Event& event, Photos& photos, BlobStore& blobs,
                                           TimePoint now) {
    std::map<PhotoId, ShownPhoto> shown;
    std::vector<PhotoId> ids;
    for (const auto& change : changes)
        if (change.photo) ids.push_back(*change.photo);
    if (ids.empty()) return shown;
    for (const auto& photo : photos.find(event.id, ids))
        if (may_see(caller, photo.photo, event, now))
            shown.emplace(photo.photo.id, show(photo, caller, event, blobs, now));
    return shown;
}

// A change of a photo, told as it is now: what is hidden from guests is still there for hosts.
std::optional<ShownChange> told(Change change, const std::map<PhotoId, ShownPhoto>& photos) {
    if (!change.photo) return ShownChange{change, std::nullopt};
    auto photo = photos.find(*change.photo);
    if (photo == photos.end()) {
        if (change.type == ChangeType::photo_removed) return ShownChange{change, std::nullopt};
        return std::nullopt;
    }
    if (change.type == ChangeType::photo_removed) change.type = ChangeType::photo_ready;
    return ShownChange{change, photo->second};
}

}  // namespace

Result<ChangePage> ReadChanges::operator()(const Caller& caller, const EventId& event,
                                           std::optional<std::uint64_t> after, std::size_t limit) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::see_event, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (!after) return ChangePage{{}, changes_.latest(event)};

    auto records = changes_.since(event, *after, limit);
    auto photos = shown_photos(records, caller, *admitted, photos_, blobs_, now);
    // Who claims to know more than there is, such as after a restored backup, starts again at what there is.
    ChangePage page{{}, records.empty() ? std::min(*after, changes_.latest(event)) : *after};
    for (const auto& record : records) {
        page.reached = record.sequence;
        if (!is_addressed_to(record, caller, *admitted, now)) continue;
        if (auto change = told(record, photos)) page.changes.push_back(std::move(*change));
    }
    return page;
}

}  // namespace snapory
