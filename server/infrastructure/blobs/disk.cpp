#include "infrastructure/blobs/disk.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <stdexcept>
#include <system_error>

#include "application/blob_link.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/blobs/durable_folders.hpp"
#include "infrastructure/blobs/file.hpp"
#include "infrastructure/blobs/staging.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunk_bytes = 1 << 18;
constexpr std::string_view staging_name = "staging";

// Whether a key names a file beneath the store's folder, and none of the store's own.
bool is_path(const std::string& key) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
    if (key.size() > 512 || key.find_first_not_of(allowed) != std::string::npos) return false;
    if (key.find('/') == std::string::npos) return false;
    for (std::size_t at = 0; at <= key.size();) {
        auto end = std::min(key.find('/', at), key.size());
        auto name = std::string_view(key).substr(at, end - at);
        if (name.empty() || name == "." || name == ".." || (at == 0 && name == staging_name)) return false;
        at = end + 1;
    }
    return true;
}

fs::path without_trailing_slash(const fs::path& path) {
    return path.has_filename() ? path : path.parent_path();
}

void each_chunk(const File& file, const std::function<void(std::span<const std::byte>)>& visit) {
    std::vector<std::byte> chunk(chunk_bytes);
    std::uint64_t offset = 0;
    while (auto got = file.read(offset, chunk)) {
        visit(std::span(chunk).first(got));
        offset += got;
    }
}

class DiskBlob final : public Blob {
public:
    DiskBlob(fs::path path, File file)
        : path_(std::move(path)), file_(std::move(file)), bytes_(file_.bytes()) {}

    std::uint64_t bytes() const override { return bytes_; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        return file_.read(offset, into);
    }
    const fs::path& path() override { return path_; }

private:
    fs::path path_;
    File file_;
    std::uint64_t bytes_;
};

class DiskBlobStore final : public BlobStore {
public:
    DiskBlobStore(const fs::path& folder, Signatures& signatures, StoredObserver stored, std::string cdn)
        : root_(without_trailing_slash(fs::absolute(folder).lexically_normal())),
          staging_(root_ / staging_name),
          folders_(root_),
          signatures_(signatures),
          stored_(std::move(stored)),
          cdn_(std::move(cdn)) {}

    std::unique_ptr<StagedFile> stage() override { return staging_.stage(); }
    void put(const BlobKey& key, StagedFile& file) override;
    void put(const BlobKey& key, std::span<const std::uint8_t> bytes) override;
    std::unique_ptr<Blob> open(const BlobKey& key) override;
    void remove(const BlobKey& key) override;
    void each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) override;

    std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                           std::uint64_t bytes) override {
        return staging_.stage_part(upload, number, bytes);
    }
    std::vector<std::uint32_t> received(const Upload& upload) override { return staging_.received(upload); }
    Result<void> seal(const Upload& upload, const BlobKey& key) override;
    void discard(const UploadId& upload) override { staging_.discard(upload); }

    std::string url(const BlobKey& key, const Serving& serving, TimePoint now) override {
        return (serving.attachment_name.empty() ? cdn_ : "") +
               signed_url(BlobLink{key, serving, link_expiry(now)}, signatures_);
    }
    std::string part_url(const Upload& upload, std::uint32_t number, TimePoint now) override {
        return signed_url(PartLink{upload.id, number, upload.bytes_of_part(number), link_expiry(now)},
                          signatures_);
    }
    double used_share() override;

    void sweep(TimePoint deadline) const { staging_.sweep(deadline); }

private:
    fs::path path_of(const BlobKey& key) const;
    void move_in(const fs::path& staged, const BlobKey& key, std::uint64_t bytes);
    bool holds(const fs::path& path, std::uint64_t bytes) const;
    Result<void> seal_single(const Upload& upload, const BlobKey& key);
    Result<void> seal_joined(const Upload& upload, const BlobKey& key);
    Result<void> refuse_digest(const Upload& upload) const;
    void walk(const fs::path& folder, TimePoint deadline, const std::function<void(const BlobKey&)>& visit);

    fs::path root_;
    Staging staging_;
    DurableFolders folders_;
    Signatures& signatures_;
    StoredObserver stored_;
    std::string cdn_;
    std::array<std::mutex, 64> sealing_;  // one seal of an upload at a time: the second finds it done
};

fs::path DiskBlobStore::path_of(const BlobKey& key) const {
    if (!is_path(key.text())) throw std::invalid_argument("not a blob key: " + key.text());
    return root_ / key.text();
}

// Gives synced bytes their name, so that after return both survive a power cut.
void DiskBlobStore::move_in(const fs::path& staged, const BlobKey& key, std::uint64_t bytes) {
    auto to = path_of(key);
    for (int attempt = 0;; ++attempt) {
        make_folders(to.parent_path());
        if (rename_file(staged, to)) break;  // else the folder was removed as empty just then
        if (attempt == 3) throw Unavailable("The storage lost a staged file.");
    }
    folders_.sync(to.parent_path());
    if (stored_) stored_(key, bytes);
}

void DiskBlobStore::put(const BlobKey& key, StagedFile& file) {
    auto& staged = dynamic_cast<DiskStagedFile&>(file);
    staged.sync();
    move_in(staged.path(), key, staged.bytes());
}

void DiskBlobStore::put(const BlobKey& key, std::span<const std::uint8_t> bytes) {
    auto staged = staging_.stage();
    staged->write(std::as_bytes(bytes));
    put(key, *staged);
}

std::unique_ptr<Blob> DiskBlobStore::open(const BlobKey& key) {
    if (!is_path(key.text())) return nullptr;
    auto path = path_of(key);
    auto file = File::open(path);
    if (!file) return nullptr;
    return std::make_unique<DiskBlob>(std::move(path), std::move(file));
}

void DiskBlobStore::remove(const BlobKey& key) {
    if (!is_path(key.text())) return;
    auto path = path_of(key);
    remove_file(path);
    folders_.remove_empty(path.parent_path());
}

void DiskBlobStore::each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) {
    walk(root_, deadline, visit);
}

// Files and folders may come and go meanwhile, by the visitor's hand too.
void DiskBlobStore::walk(const fs::path& folder, TimePoint deadline,
                         const std::function<void(const BlobKey&)>& visit) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone;
        if (entry->is_directory(gone) && entry->path() != root_ / staging_name)
            walk(entry->path(), deadline, visit);
        else if (entry->is_regular_file(gone)) {
            auto written = entry->last_write_time(gone);
            auto key = entry->path().lexically_relative(root_).string();
            if (!gone && std::chrono::file_clock::to_sys(written) < deadline && is_path(key))
                visit(BlobKey(key));
        }
    }
    if (error && error != std::errc::no_such_file_or_directory)
        throw_file_fault("list a folder", error.value());
}

bool DiskBlobStore::holds(const fs::path& path, std::uint64_t bytes) const {
    auto file = File::open(path);
    return file && file.bytes() == bytes;
}

Result<void> DiskBlobStore::seal(const Upload& upload, const BlobKey& key) {
    std::lock_guard alone(sealing_[std::hash<std::string>{}(upload.id.text()) % sealing_.size()]);
    auto to = path_of(key);
    if (holds(to, upload.bytes)) {
        folders_.sync(to.parent_path());
    } else {
        auto sealed = upload.part_count() == 1 ? seal_single(upload, key) : seal_joined(upload, key);
        if (!sealed) return sealed;
    }
    staging_.discard(upload.id);
    return {};
}

// A part that is the whole file becomes the blob without being copied.
Result<void> DiskBlobStore::seal_single(const Upload& upload, const BlobKey& key) {
    auto part = staging_.open_part(upload, 1);
    if (!part)
        return fail(Errc::incomplete_upload, "The bytes have not arrived yet. Send them, then complete.");
    Hasher hasher;
    each_chunk(part, [&](auto bytes) { hasher.add(bytes); });
    if (hasher.digest() != upload.digest) return refuse_digest(upload);
    try {
        part.sync();
    } catch (...) {
        staging_.remove_part(upload.id, 1);  // the kernel drops what it failed to write and calls it clean
        throw;
    }
    auto claimed = staging_.claim_part(upload.id, 1, part);
    if (!claimed)
        return fail(Errc::incomplete_upload, "The bytes were sent again meanwhile. Complete again.");
    move_in(*claimed, key, upload.bytes);
    return {};
}

Result<void> DiskBlobStore::seal_joined(const Upload& upload, const BlobKey& key) {
    auto whole = staging_.stage();
    for (std::uint32_t number = 1; number <= upload.part_count(); ++number) {
        auto part = staging_.open_part(upload, number);
        if (!part)
            return fail(Errc::incomplete_upload,
                        "Part " + std::to_string(number) + " has not arrived yet. Send it, then complete.");
        each_chunk(part, [&](auto bytes) { whole->write(bytes); });
    }
    if (whole->digest() != upload.digest) return refuse_digest(upload);
    put(key, *whole);
    return {};
}

Result<void> DiskBlobStore::refuse_digest(const Upload& upload) const {
    staging_.discard(upload.id);
    return fail(Errc::hash_mismatch, "The bytes are not the ones that were announced. Send the file again.");
}

double DiskBlobStore::used_share() {
    struct statvfs disk{};
    if (::statvfs(root_.c_str(), &disk) != 0) throw_file_fault("tell its free space", errno);
    auto used = static_cast<double>(disk.f_blocks - disk.f_bfree);
    auto left = static_cast<double>(disk.f_bavail);  // without what is kept for root
    return used + left > 0 ? used / (used + left) : 0;
}

}  // namespace

std::unique_ptr<BlobStore> make_disk_blob_store(const fs::path& folder, Signatures& signatures,
                                                StoredObserver stored, std::string cdn) {
    auto store = std::make_unique<DiskBlobStore>(folder, signatures, std::move(stored), std::move(cdn));
    auto now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    store->sweep(now - upload_lifetime);
    return store;
}

}  // namespace snapory
