#pragma once

#include <memory>
#include <vector>

#include "infrastructure/blobs/staging.hpp"
#include "infrastructure/s3/s3_bucket.hpp"

namespace snapory {

// Reads an object by ranges, ahead of whoever asks: little at first, more while the reading goes on in order.
// Holds at most 4 MiB. Used by one thread at a time.
class S3Blob final : public Blob {
public:
    // Null when there is no such object. Both references must outlive it.
    static std::unique_ptr<S3Blob> open(S3Bucket& bucket, const Staging& spool, std::string key);

    std::uint64_t bytes() const override { return bytes_; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;
    const std::filesystem::path& path() override;

private:
    S3Blob(S3Bucket& bucket, const Staging& spool, std::string key)
        : bucket_(bucket), spool_(spool), key_(std::move(key)) {}
    bool fetch(std::uint64_t from, std::uint64_t bytes);
    std::size_t read_window(std::uint64_t offset, std::span<std::byte> into) const;

    S3Bucket& bucket_;
    const Staging& spool_;
    std::string key_;
    std::uint64_t bytes_ = 0;
    std::vector<std::byte> window_;
    std::uint64_t window_from_ = 0;
    std::unique_ptr<DiskStagedFile> copy_;  // once path() was asked for
    File copied_;
};

}  // namespace snapory
