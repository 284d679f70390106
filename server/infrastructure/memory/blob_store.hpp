#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "infrastructure/memory/security.hpp"

namespace snapory {

// Blobs in RAM. Blob::path() writes a temporary file, which goes with the Blob.
class MemoryBlobStore final : public BlobStore {
public:
    explicit MemoryBlobStore(Clock& clock) : clock_(clock) {}

    std::unique_ptr<StagedFile> stage() override;
    void put(const BlobKey& key, StagedFile& file) override;
    void put(const BlobKey& key, std::span<const std::uint8_t> bytes) override;
    std::unique_ptr<Blob> open(const BlobKey& key) override;
    void remove(const BlobKey& key) override;
    void each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) override;

    std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                           std::uint64_t bytes) override;
    std::vector<std::uint32_t> received(const Upload& upload) override;
    Result<void> seal(const Upload& upload, const BlobKey& key) override;
    void discard(const UploadId& upload) override;

    std::string url(const BlobKey& key, const Serving& serving, TimePoint now) override;
    std::string part_url(const Upload& upload, std::uint32_t number, TimePoint now) override;
    double used_share() override;

    // ---- for tests
    // What used_share() says from now on; from 1 on every write is StorageFull.
    void fill_to(double share);
    std::size_t size();  // blobs held

private:
    struct Stored {
        std::shared_ptr<const std::vector<std::byte>> bytes;
        TimePoint written_at;
    };
    using Parts = std::map<std::uint32_t, std::vector<std::byte>>;
    class Part;

    void store(const BlobKey& key, std::vector<std::byte> bytes);
    std::shared_ptr<const std::vector<std::byte>> find(const BlobKey& key);
    void receive(const UploadId& upload, std::uint32_t number, std::vector<std::byte> bytes);
    Result<std::vector<std::byte>> join(const Upload& upload);

    Clock& clock_;
    std::mutex sealing_;  // held by one seal at a time, so that the second finds what the first has sealed
    MemorySignatures signatures_;
    std::mutex mutex_;
    std::map<BlobKey, Stored> blobs_;
    std::map<UploadId, Parts> parts_;
    double used_share_ = 0;
};

}  // namespace snapory
