#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "application/ports/blob_store.hpp"
#include "application/ports/signatures.hpp"

namespace snapory {

// The right to read one blob through this installation until a time, as a signed URL carries it. Every
// property is covered by the signature.
struct BlobLink {
    BlobKey key;
    Serving serving;
    TimePoint expires_at;  // whole seconds
};

// The right to send one part of an upload through this installation.
struct PartLink {
    UploadId upload;
    std::uint32_t number = 0;
    std::uint64_t bytes = 0;  // exact size of the part
    TimePoint expires_at;     // whole seconds
};

// "/blobs/<key>?exp=…&for=…&type=…&name=…&sig=…" and "/blobs/uploads/<upload>/<number>?exp=…&size=…&sig=…";
// exp is in Unix seconds, and `name` is left out when the blob is shown in place.
std::string signed_url(const BlobLink& link, Signatures& signatures);
std::string signed_url(const PartLink& link, Signatures& signatures);

// Whether a link put together from a request was made by signed_url and has not expired.
bool is_granted(const BlobLink& link, std::string_view signature, TimePoint now, Signatures& signatures);
bool is_granted(const PartLink& link, std::string_view signature, TimePoint now, Signatures& signatures);

// When a link made at `now` expires: 24 to 48 hours later, and the same for all links of one UTC day, so that
// equal links are equal URLs and stay in caches.
TimePoint link_expiry(TimePoint now);

}  // namespace snapory
