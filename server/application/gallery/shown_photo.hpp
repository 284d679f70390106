#pragma once

#include <optional>
#include <string>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "application/ports/photos.hpp"
#include "domain/permission.hpp"

namespace snapory {

// Signed URLs of what of a photo is there and may be fetched.
struct MediaUrls {
    std::optional<std::string> thumbnail;
    std::optional<std::string> preview;
    std::optional<std::string> original;
};

// A photo as one caller may see it: without what they may not know, with URLs for what they may fetch.
struct ShownPhoto {
    Photo photo;
    std::vector<Face> faces;  // without codes
    std::vector<Tag> tags;    // surest first
    MediaUrls urls;
    bool own = false;
    std::uint64_t stack_photos = 1;  // that the caller may see; counted in lists of stacks only
};

// Of a photo that the caller may not see, such as one that they sent and the event held already, no URL,
// face or tag is given.
ShownPhoto show(const PhotoWithFaces& photo, const Caller& caller, const Event& event, BlobStore& blobs,
                TimePoint now);

// Where a variant is fetched that the caller may have; nothing while it is not made.
std::optional<std::string> media_url(const Photo& photo, Variant variant, const Caller& caller,
                                     const Event& event, BlobStore& blobs, TimePoint now);

}  // namespace snapory
