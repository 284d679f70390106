#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "application/ports/blob_store.hpp"
#include "application/ports/signatures.hpp"
#include "infrastructure/blobs/disk.hpp"
#include "infrastructure/s3/s3_bucket.hpp"
#include "infrastructure/s3/s3_place.hpp"

namespace snapory {

struct S3StoreConfig {
    S3Place place;
    S3Credentials credentials;
    std::filesystem::path spool;  // for files on their way through this machine; made when missing
    std::string cdn;              // what URLs of renditions begin with, see make_disk_blob_store
    StoredObserver stored = {};
    S3Observer observer = {};
};

// Blobs as objects of a bucket: a key is a key, and `staging/<upload>/<number>` is a part that clients have
// sent by themselves, to a URL that allows its exact size. A part is copied into a blob within the store once
// its bytes were read and hashed here, so that a key never holds anything but what was verified. A blob that
// is removed while it is read ends in Unavailable. `signatures` must outlive it; makes no request.
std::unique_ptr<BlobStore> make_s3_blob_store(S3StoreConfig config, Signatures& signatures);

}  // namespace snapory
