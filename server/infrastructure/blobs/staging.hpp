#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "infrastructure/blobs/file.hpp"
#include "infrastructure/blobs/hasher.hpp"

namespace snapory {

// A whole file on its way into the disk store.
class DiskStagedFile final : public StagedFile {
public:
    explicit DiskStagedFile(std::filesystem::path path)
        : path_(std::move(path)), file_(File::create(path_)) {}
    ~DiskStagedFile() override;

    void write(std::span<const std::byte> bytes) override;
    std::uint64_t bytes() const override { return bytes_; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        return file_.read(offset, into);
    }
    Sha256 digest() override { return hasher_.digest(); }

    const std::filesystem::path& path() const { return path_; }
    void sync() { file_.sync(); }

private:
    std::filesystem::path path_;
    File file_;
    Hasher hasher_;
    std::uint64_t bytes_ = 0;
};

// Where bytes wait until they are a blob: files/<random> for whole files, uploads/<upload>/<number> for the
// parts that have arrived, and uploads/<upload>/<number>.<random> for one that is arriving. Nothing here is
// synced: a power cut costs the client some parts to send again, and what is sealed is verified first. Any
// thread may call; throws as the port says.
class Staging {
public:
    explicit Staging(const std::filesystem::path& folder);

    std::unique_ptr<DiskStagedFile> stage() const;
    std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                           std::uint64_t bytes) const;
    std::vector<std::uint32_t> received(const Upload& upload) const;
    // One part for reading; not open when it is missing or not of its size.
    File open_part(const Upload& upload, std::uint32_t number) const;
    // Takes a part out of the reach of clients, who may send it again at any time, and says where it is now.
    // Nothing when it is no longer the file that `opened` shows.
    std::optional<std::filesystem::path> claim_part(const UploadId& upload, std::uint32_t number,
                                                    const File& opened) const;
    void remove_part(const UploadId& upload, std::uint32_t number) const;
    void discard(const UploadId& upload) const;
    // Removes what a process that died left behind and no client will ask for again.
    void sweep(TimePoint deadline) const;

private:
    std::filesystem::path folder_of(const UploadId& upload) const;

    std::filesystem::path files_;
    std::filesystem::path uploads_;
};

// Makes the folder and what is missing above it; throws as the port says.
void make_folders(const std::filesystem::path& folder);

}  // namespace snapory
