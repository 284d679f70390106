#include "application/uploads/intake.hpp"

#include <array>

#include "application/admission.hpp"
#include "application/uploads/cut_short.hpp"

namespace snapory {
namespace {

// Of one uploader in the event; 0: as many as they like.
std::uint64_t most_photos(const Event& event, const Uploader& uploader) {
    return uploader.kind == Uploader::Kind::guest ? event.settings.photos_per_guest : 0;
}

Error too_many_photos(std::uint64_t most) {
    return {Errc::quota_exceeded, "Each guest may add " + std::to_string(most) + " photos to this event.",
            ""};
}

}  // namespace

Result<Event> Intake::admit_photos(const Caller& caller, const EventId& event, TimePoint now) const {
    auto admitted = admit(caller, Action::add_photos, events, event, now);
    if (!admitted) return admitted;
    if (auto error = admitted->refuses_photos()) return fail(*error);
    if (blobs.used_share() >= limits.storage_full_share) return fail(no_room());
    return admitted;
}

Result<void> Intake::check_size(std::uint64_t bytes) const {
    if (bytes == 0) return fail(Errc::unreadable, "The file is empty.", "size");
    if (bytes > limits.photo_bytes)
        return fail(Errc::too_large,
                    "A photo has at most " + std::to_string(limits.photo_bytes / 1'000'000) + " MB.", "size");
    return {};
}

Result<void> Intake::check_quota(const Event& event, const Uploader& uploader, std::uint64_t more,
                                 std::uint64_t bytes) const {
    auto most = most_photos(event, uploader);
    if (most > 0 && photos.count(event.id, uploader) + more > most) return fail(too_many_photos(most));
    if (limits.event_bytes > 0 && events.counts(event).bytes + bytes > limits.event_bytes)
        return fail(Errc::quota_exceeded, "This event holds as many photos as it may.");
    return {};
}

Result<AddedPhoto> Intake::add(const Photo& photo, const std::optional<UploadId>& upload,
                               const Caller& caller, const Event& event, TimePoint now) const {
    auto most = most_photos(event, photo.uploader);
    auto added = photos.add(photo, upload, most);
    if (!added || added->photo.id != photo.id) blobs.remove(photo.original());
    if (!added) return fail(too_many_photos(most));
    if (!added->is_new) return AddedPhoto{shown(added->photo, caller, event, now), false};
    queue.add({added->photo.id, Priority::first});
    bell.ring_event(event.id);
    return AddedPhoto{show({added->photo, {}, {}}, caller, event, blobs, now), true};  // not looked at yet
}

ShownPhoto Intake::shown(const Photo& photo, const Caller& caller, const Event& event, TimePoint now) const {
    auto found = photos.find(event.id, std::vector{photo.id});
    return show(found.empty() ? PhotoWithFaces{photo, {}, {}} : found.front(), caller, event, blobs, now);
}

Result<MediaType> type_of(RandomAccess& file) {
    std::array<std::uint8_t, sniff_bytes> head{};
    auto bytes = file.read(0, std::as_writable_bytes(std::span(head)));
    if (auto type = sniff(std::span(head).first(bytes))) return *type;
    return fail(Errc::unsupported_format,
                "This is no photo that Snapory takes: JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or camera raw.");
}

Result<void> check_whole(RandomAccess& file, MediaType type) {
    if (is_cut_short(file, type))
        return fail(Errc::unreadable,
                    "The end of this photo is missing. Send it again from where it is whole.");
    return {};
}

Error no_room() {
    return {Errc::storage_full, "The host's disk is full. Tell the host, and try again later.", ""};
}

}  // namespace snapory
