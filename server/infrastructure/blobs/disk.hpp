#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "application/ports/blob_store.hpp"
#include "application/ports/signatures.hpp"

namespace snapory {

// Told of each blob once it is safe, on the thread that stored it.
using StoredObserver = std::function<void(const BlobKey& key, std::uint64_t bytes)>;

// Blobs as files beneath `folder`, which is made when missing: a key is a path, and `staging/` holds what is
// arriving. Several processes may share it, on one file system. Its URLs are those of application/blob_link;
// those of renditions begin with `cdn`, such as "https://cdn.example.org", which asks this installation in
// turn. `signatures` must outlive it. Throws Unavailable when the folder cannot be used.
std::unique_ptr<BlobStore> make_disk_blob_store(const std::filesystem::path& folder, Signatures& signatures,
                                                StoredObserver stored = {}, std::string cdn = {});

}  // namespace snapory
