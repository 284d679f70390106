#include "application/uploads/add_photo.hpp"

#include "domain/text.hpp"

namespace snapory {

Result<AddedPhoto> AddPhoto::operator()(const Caller& caller, const EventId& event,
                                        std::string_view file_name, StagedFile& file) const try {
    auto now = intake_.clock.now();
    auto admitted = intake_.admit_photos(caller, event, now);
    if (!admitted) return fail(admitted.error());
    if (auto checked = intake_.check_size(file.bytes()); !checked) return fail(checked.error());
    auto type = type_of(file);
    if (!type) return fail(type.error());
    auto digest = file.digest();
    if (auto held = intake_.photos.find(event, digest))
        return AddedPhoto{intake_.shown(*held, caller, *admitted, now), false};
    auto uploader = uploader_of(caller);
    if (auto quota = intake_.check_quota(*admitted, uploader, 1, file.bytes()); !quota)
        return fail(quota.error());
    if (auto whole = check_whole(file, *type); !whole) return fail(whole.error());

    Photo photo;
    photo.id = randomness_.next_id<PhotoId>(now);
    photo.organisation = admitted->organisation;
    photo.event = event;
    photo.uploader = uploader;
    photo.file_name = clean_file_name(file_name);
    photo.type = *type;
    photo.bytes = file.bytes();
    photo.digest = digest;
    photo.moderation = first_moderation(*admitted, uploader);
    photo.taken_at = now;
    photo.created_at = now;
    intake_.blobs.put(photo.original(), file);  // bytes first: a row never points at nothing
    return intake_.add(photo, std::nullopt, caller, *admitted, now);
} catch (const StorageFull&) {
    return fail(no_room());
}

}  // namespace snapory
