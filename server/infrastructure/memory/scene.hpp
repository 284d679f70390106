#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "application/gallery/crc32.hpp"
#include "domain/caller.hpp"
#include "infrastructure/memory/world.hpp"

namespace snapory {

// A whole file that is told to be a JPEG and holds nothing that a decoder could read.
inline std::vector<std::uint8_t> jpeg(std::string_view content) {
    std::vector<std::uint8_t> bytes{0xFF, 0xD8, 0xFF, 0xDA};
    bytes.insert(bytes.end(), content.begin(), content.end());
    bytes.insert(bytes.end(), {0xFF, 0xD9});
    return bytes;
}

// A world in which an event takes place: its host, a photographer, two guests, and two who have no business
// there.
struct MemoryScene : MemoryWorld {
    SignedIn host = account("ada@example.org", "Ada");
    SignedIn photographer{
        AccountId("photographer"), "Paul", false, {{organisation_of(host), "Ada", Role::photographer}}, {}};
    SignedIn stranger = account("eve@example.org", "Eve");
    Event event = add_event(host, "Ada & Charles");
    Event other_event = add_event(stranger, "Another one");
    EventGuest guest = join(event, "Grace");
    EventGuest other_guest = join(event, "Alan");
    EventGuest outsider = join(other_event, "Mallory");

    static OrganisationId organisation_of(const SignedIn& account) {
        return account.memberships.front().organisation;
    }

    // Everybody, by the name that a table of refusals has for them.
    std::vector<std::pair<std::string, Caller>> everybody() const {
        return {{"anonymous", Anonymous()}, {"host", host},   {"photographer", photographer},
                {"stranger", stranger},     {"guest", guest}, {"other guest", other_guest},
                {"outsider", outsider}};
    }

    SignedIn account(const std::string& email, const std::string& name) {
        auto now = clock.now();
        auto id = randomness.next_id<AccountId>(now);
        auto added = accounts.add({{id, email, name, false, now}, passwords.hash("a password")},
                                  randomness.next_id<OrganisationId>(now), false);
        return {id, name, added->instance_admin, accounts.memberships(id), {}};
    }

    Event add_event(const SignedIn& owner, const std::string& title) {
        Event made;
        made.id = randomness.next_id<EventId>(clock.now());
        made.organisation = organisation_of(owner);
        made.code = randomness.next_code();
        made.title = title;
        made.created_at = clock.now();
        events.add(made).value();
        return made;
    }

    // Writes what a test changed of `event`.
    void change_event(FaceData faces = FaceData::keep) { events.change(event, faces, clock.now()); }

    EventGuest join(const Event& joined, const std::string& name) {
        Guest made{randomness.next_id<GuestId>(clock.now()), joined.id, name, clock.now(), std::nullopt};
        guests.add(made, joined.organisation);
        return {made.id, joined.id, name};
    }

    std::unique_ptr<StagedFile> staged(const std::vector<std::uint8_t>& bytes) {
        auto file = blobs.stage();
        file->write(std::as_bytes(std::span(bytes)));
        return file;
    }

    // A photo that waits to be processed.
    Photo add_photo(const Caller& uploader, std::string_view content) {
        auto bytes = jpeg(content);
        Photo photo;
        photo.id = randomness.next_id<PhotoId>(clock.now());
        photo.organisation = event.organisation;
        photo.event = event.id;
        photo.uploader = uploader_of(uploader);
        photo.file_name = std::string(content) + ".jpg";
        photo.bytes = bytes.size();
        photo.digest = sha256(std::as_bytes(std::span(bytes)));
        photo.taken_at = photo.created_at = clock.now();
        blobs.put(photo.original(), std::span<const std::uint8_t>(bytes));
        return photos.add(photo, std::nullopt, 0)->photo;
    }

    // The oldest photo that waits, processed, with one face of this code, or none if it is empty.
    Photo process_next(const FaceCode& code = {}) {
        auto job = jobs.claim("scene", clock.now()).value();
        auto photo = job.photo;
        PhotoDetails details;
        details.size = {4000, 3000};
        auto preview = jpeg(photo.file_name + " preview"), thumbnail = jpeg(photo.file_name + " thumbnail");
        details.preview = stored(photo, Variant::preview, preview);
        details.thumbnail = stored(photo, Variant::thumbnail, thumbnail);
        details.crc32 = crc32(*blobs.open(photo.original()));
        details.preview_bytes = preview.size();
        details.preview_crc32 = crc32(std::as_bytes(std::span(preview)));
        details.perceptual_hash = std::hash<std::string>()(photo.digest.text());  // no two look alike
        photo.details = details;
        std::vector<Face> found;
        if (!code.empty())
            found.push_back({randomness.next_id<FaceId>(clock.now()), photo.id, {}, 1, 1, code, test_model});
        jobs.finish(job, photo, {.faces = found}, clock.now());
        return photos.find(photo.event, photo.id).value();
    }

    Photo add_ready_photo(const Caller& uploader, std::string_view content, const FaceCode& code = {}) {
        add_photo(uploader, content);
        return process_next(code);
    }

    // All that the store holds.
    std::vector<BlobKey> stored_blobs() {
        std::vector<BlobKey> keys;
        blobs.each(TimePoint::max(), [&](const BlobKey& key) { keys.push_back(key); });
        return keys;
    }

private:
    BlobKey stored(const Photo& photo, Variant variant, const std::vector<std::uint8_t>& bytes) {
        auto key = photo.rendition(variant, sha256(std::as_bytes(std::span(bytes))));
        blobs.put(key, std::span<const std::uint8_t>(bytes));
        return key;
    }
};

}  // namespace snapory
