#pragma once

#include <memory>
#include <vector>

#include "application/gallery/zip_layout.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/photos.hpp"
#include "domain/download.hpp"
#include "domain/permission.hpp"

namespace snapory {

// A ZIP of photos that can be read from any offset; one thread at a time. Holds one open file.
class PhotoZip {
public:
    struct File {
        BlobKey key;
        ZipEntry entry;
    };
    PhotoZip(std::vector<File> files, BlobStore& blobs);

    std::uint64_t bytes() const { return layout_.bytes(); }
    std::size_t photos() const { return keys_.size(); }
    // The same for the same bytes; another when a photo went away, so that no download goes on with other
    // bytes than it began with.
    const std::string& entity_tag() const { return entity_tag_; }
    // Fills the front of `into` from `offset` on and says how many; 0 at the end. Throws Unavailable, also
    // when a file is gone.
    std::size_t read(std::uint64_t offset, std::span<std::byte> into);

private:
    std::size_t read_file(std::size_t entry, std::uint64_t offset, std::span<std::byte> into);

    std::vector<BlobKey> keys_;
    ZipLayout layout_;
    std::string entity_tag_;
    BlobStore& blobs_;
    std::size_t open_entry_ = 0;
    std::unique_ptr<Blob> open_;
};

// What a download holds for the caller now: those of its photos that they may have. A guest gets the preview
// in place of an original that tells where it was taken.
std::vector<PhotoZip::File> files_of(const Download& download, const Caller& caller, const Event& event,
                                     Photos& photos, BlobStore& blobs, TimePoint now);

}  // namespace snapory
