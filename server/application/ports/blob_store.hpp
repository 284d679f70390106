#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/id.hpp"
#include "domain/link_holder.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"
#include "domain/upload.hpp"

namespace snapory {

// Bytes that can be read from any place.
class RandomAccess {
public:
    virtual ~RandomAccess() = default;
    virtual std::uint64_t bytes() const = 0;
    // Fills as much of `into` as there is from `offset`; 0 at the end.
    virtual std::size_t read(std::uint64_t offset, std::span<std::byte> into) = 0;
};

// A whole file being received, hashed while it arrives; gone with this object unless it was put into the
// store.
class StagedFile : public RandomAccess {
public:
    // Throws Unavailable; a disk without room is StorageFull.
    virtual void write(std::span<const std::byte> bytes) = 0;
    virtual Sha256 digest() = 0;  // no write may follow
};

// One part of an upload being received. Ends as nothing unless `finish` was called.
class StagedPart {
public:
    virtual ~StagedPart() = default;
    virtual void write(std::span<const std::byte> bytes) = 0;
    // From now on the part counts as received. Error: incomplete_upload when it is not of its size.
    virtual Result<void> finish() = 0;
};

// What a key holds, for reading.
class Blob : public RandomAccess {
public:
    // A file of this machine with the same content, to send or decode without copying; exists as long as this
    // object.
    virtual const std::filesystem::path& path() = 0;
};

// The store has no room. The only fault that a person is told of as such.
struct StorageFull : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// How a blob is given to a browser by its URL, and for whom the URL is.
struct Serving {
    std::string content_type;
    std::string attachment_name;  // empty: shown in place; else saved under this name
    LinkHolder holder = LinkHolder::host;
};

// Where photo bytes rest. What a key holds never changes, so readers may cache it for ever.
// Every call may be made from any thread; throws Unavailable when the store cannot be reached, StorageFull
// when it is full.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    // ---- whole files
    virtual std::unique_ptr<StagedFile> stage() = 0;
    // After return the bytes survive a power cut. Stores all or nothing; the same again is harmless.
    virtual void put(const BlobKey& key, StagedFile& file) = 0;
    virtual void put(const BlobKey& key, std::span<const std::uint8_t> bytes) = 0;
    virtual std::unique_ptr<Blob> open(const BlobKey& key) = 0;  // null when there is none
    virtual void remove(const BlobKey& key) = 0;                 // a missing key is no error
    // Calls `visit` with every key last written before `deadline`, in no order.
    virtual void each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) = 0;

    // ---- uploads in parts
    virtual std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                                   std::uint64_t bytes) = 0;
    virtual std::vector<std::uint32_t> received(const Upload& upload) = 0;  // numbers, ascending
    // Makes the parts one blob after checking size and digest; durable as put is. Errors: incomplete_upload;
    // hash_mismatch, after which no part counts as received. A repeated seal of what is sealed succeeds.
    virtual Result<void> seal(const Upload& upload, const BlobKey& key) = 0;
    virtual void discard(const UploadId& upload) = 0;  // its parts, if any

    // ---- URLs that need no token
    // For GET; the same URL again for the same key within a day, so that browsers cache it.
    virtual std::string url(const BlobKey& key, const Serving& serving, TimePoint now) = 0;
    virtual std::string part_url(const Upload& upload, std::uint32_t number, TimePoint now) = 0;  // for PUT

    // Used share of the space there is, 0 to 1; 0 when there is no end to it.
    virtual double used_share() = 0;
};

}  // namespace snapory
