#include "infrastructure/memory/blob_store.hpp"

#include <algorithm>
#include <fstream>
#include <random>

#include "application/blob_link.hpp"

namespace snapory {
namespace {

using Bytes = std::vector<std::byte>;

std::size_t read_bytes(const Bytes& bytes, std::uint64_t offset, std::span<std::byte> into) {
    if (offset >= bytes.size()) return 0;
    auto count = std::min<std::size_t>(into.size(), bytes.size() - offset);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
    return count;
}

class MemoryStagedFile final : public StagedFile {
public:
    void write(std::span<const std::byte> bytes) override {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    std::uint64_t bytes() const override { return bytes_.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        return read_bytes(bytes_, offset, into);
    }
    Sha256 digest() override { return sha256(bytes_); }
    const Bytes& content() const { return bytes_; }

private:
    Bytes bytes_;
};

class MemoryBlob final : public Blob {
public:
    explicit MemoryBlob(std::shared_ptr<const Bytes> bytes) : bytes_(std::move(bytes)) {}
    MemoryBlob(const MemoryBlob&) = delete;
    MemoryBlob& operator=(const MemoryBlob&) = delete;
    ~MemoryBlob() override {
        std::error_code gone_already;
        if (!path_.empty()) std::filesystem::remove(path_, gone_already);
    }

    std::uint64_t bytes() const override { return bytes_->size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        return read_bytes(*bytes_, offset, into);
    }
    const std::filesystem::path& path() override {
        if (path_.empty()) {
            std::random_device random;
            path_ = std::filesystem::temp_directory_path() /
                    ("snapory-" + std::to_string(random()) + std::to_string(random()));
            std::ofstream(path_, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes_->data()),
                       static_cast<std::streamsize>(bytes_->size()));
        }
        return path_;
    }

private:
    std::shared_ptr<const Bytes> bytes_;
    std::filesystem::path path_;
};

}  // namespace

class MemoryBlobStore::Part final : public StagedPart {
public:
    Part(MemoryBlobStore& store, UploadId upload, std::uint32_t number, std::uint64_t expected)
        : store_(store), upload_(std::move(upload)), number_(number), expected_(expected) {}

    void write(std::span<const std::byte> bytes) override {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    Result<void> finish() override {
        if (bytes_.size() != expected_)
            return fail(Errc::incomplete_upload, "The part is not of its size; send it again.");
        store_.receive(upload_, number_, std::move(bytes_));
        return {};
    }

private:
    MemoryBlobStore& store_;
    UploadId upload_;
    std::uint32_t number_;
    std::uint64_t expected_;
    Bytes bytes_;
};

std::unique_ptr<StagedFile> MemoryBlobStore::stage() { return std::make_unique<MemoryStagedFile>(); }

void MemoryBlobStore::store(const BlobKey& key, Bytes bytes) {
    std::lock_guard lock(mutex_);
    if (used_share_ >= 1) throw StorageFull("the store has no room");
    blobs_[key] = {std::make_shared<const Bytes>(std::move(bytes)), clock_.now()};
}

void MemoryBlobStore::put(const BlobKey& key, StagedFile& file) {
    store(key, dynamic_cast<MemoryStagedFile&>(file).content());
}

void MemoryBlobStore::put(const BlobKey& key, std::span<const std::uint8_t> bytes) {
    auto view = std::as_bytes(bytes);
    store(key, Bytes(view.begin(), view.end()));
}

std::shared_ptr<const Bytes> MemoryBlobStore::find(const BlobKey& key) {
    std::lock_guard lock(mutex_);
    auto found = blobs_.find(key);
    return found == blobs_.end() ? nullptr : found->second.bytes;
}

std::unique_ptr<Blob> MemoryBlobStore::open(const BlobKey& key) {
    auto bytes = find(key);
    if (!bytes) return nullptr;
    return std::make_unique<MemoryBlob>(std::move(bytes));
}

void MemoryBlobStore::remove(const BlobKey& key) {
    std::lock_guard lock(mutex_);
    blobs_.erase(key);
}

void MemoryBlobStore::each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) {
    std::vector<BlobKey> keys;
    {
        std::lock_guard lock(mutex_);
        for (const auto& [key, stored] : blobs_)
            if (stored.written_at < deadline) keys.push_back(key);
    }
    for (const auto& key : keys) visit(key);
}

std::unique_ptr<StagedPart> MemoryBlobStore::stage_part(const UploadId& upload, std::uint32_t number,
                                                        std::uint64_t bytes) {
    return std::make_unique<Part>(*this, upload, number, bytes);
}

void MemoryBlobStore::receive(const UploadId& upload, std::uint32_t number, Bytes bytes) {
    std::lock_guard lock(mutex_);
    if (used_share_ >= 1) throw StorageFull("the store has no room");
    parts_[upload][number] = std::move(bytes);
}

std::vector<std::uint32_t> MemoryBlobStore::received(const Upload& upload) {
    std::lock_guard lock(mutex_);
    std::vector<std::uint32_t> numbers;
    for (const auto& [number, bytes] : parts_[upload.id]) numbers.push_back(number);
    return numbers;
}

Result<Bytes> MemoryBlobStore::join(const Upload& upload) {
    std::lock_guard lock(mutex_);
    auto& parts = parts_[upload.id];
    Bytes whole;
    for (std::uint32_t number = 1; number <= upload.part_count(); ++number) {
        auto part = parts.find(number);
        if (part == parts.end()) return fail(Errc::incomplete_upload, "Parts of the file are missing.");
        whole.insert(whole.end(), part->second.begin(), part->second.end());
    }
    if (whole.size() != upload.bytes || sha256(whole) != upload.digest) {
        parts_.erase(upload.id);
        return fail(Errc::hash_mismatch, "The bytes are not the ones announced; send the file again.");
    }
    return whole;
}

Result<void> MemoryBlobStore::seal(const Upload& upload, const BlobKey& key) {
    std::lock_guard alone(sealing_);
    if (auto sealed = find(key); sealed && sealed->size() == upload.bytes) return {};
    auto whole = join(upload);
    if (!whole) return fail(whole.error());
    store(key, std::move(*whole));
    discard(upload.id);
    return {};
}

void MemoryBlobStore::discard(const UploadId& upload) {
    std::lock_guard lock(mutex_);
    parts_.erase(upload);
}

std::string MemoryBlobStore::url(const BlobKey& key, const Serving& serving, TimePoint now) {
    return signed_url(BlobLink{key, serving, link_expiry(now)}, signatures_);
}

std::string MemoryBlobStore::part_url(const Upload& upload, std::uint32_t number, TimePoint now) {
    return signed_url(PartLink{upload.id, number, upload.bytes_of_part(number), link_expiry(now)},
                      signatures_);
}

double MemoryBlobStore::used_share() {
    std::lock_guard lock(mutex_);
    return used_share_;
}

void MemoryBlobStore::fill_to(double share) {
    std::lock_guard lock(mutex_);
    used_share_ = share;
}

std::size_t MemoryBlobStore::size() {
    std::lock_guard lock(mutex_);
    return blobs_.size();
}

}  // namespace snapory
