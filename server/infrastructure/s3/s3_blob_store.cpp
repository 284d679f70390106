#include "infrastructure/s3/s3_blob_store.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "application/blob_link.hpp"
#include "application/ports/unavailable.hpp"
#include "domain/text.hpp"
#include "domain/uuid.hpp"
#include "infrastructure/blobs/hasher.hpp"
#include "infrastructure/blobs/staging.hpp"
#include "infrastructure/s3/s3_blob.hpp"

namespace snapory {
namespace {

constexpr std::string_view staging_prefix = "staging/";
constexpr std::chrono::hours longest_join{24};  // a multipart upload of a seal that is older was forgotten

// With a copy that is away or has stopped answering little time is lost, since the bucket itself is there.
constexpr S3Patience patience_with_copy{
    .exchange = {.connect = std::chrono::seconds(1), .silence = std::chrono::seconds(3)}, .attempts = 1};

TimePoint now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

S3Body body_of(DiskStagedFile& file) {
    auto opened = std::make_shared<File>(File::open(file.path()));
    return {file.bytes(), file.digest().text(),
            [opened](std::uint64_t offset, std::span<std::byte> into) { return opened->read(offset, into); }};
}

// What the store tells those who read past us, such as a CDN. An original is not to be shown by a browser.
NameValues kept_with(const BlobKey& key, const std::string& encryption) {
    NameValues headers{{"cache-control", "public, max-age=31536000, immutable"}};
    if (key.text().ends_with(".jpg"))
        headers.emplace_back("content-type", "image/jpeg");
    else if (key.text().ends_with(".webp"))
        headers.emplace_back("content-type", "image/webp");
    else
        headers.insert(headers.end(),
                       {{"content-type", "application/octet-stream"}, {"content-disposition", "attachment"}});
    if (encryption.empty()) return headers;
    constexpr std::string_view with_key = "aws:kms:";
    bool names_key = encryption.starts_with(with_key);
    headers.emplace_back("x-amz-server-side-encryption", names_key ? "aws:kms" : encryption);
    if (names_key)
        headers.emplace_back("x-amz-server-side-encryption-aws-kms-key-id",
                             encryption.substr(with_key.size()));
    return headers;
}

// RFC 6266; browsers take the encoded form.
std::string attachment(const std::string& name) {
    return "attachment; filename*=UTF-8''" + percent_encoded(name);
}

class S3BlobStore final : public BlobStore {
public:
    S3BlobStore(S3StoreConfig config, Signatures& signatures)
        : config_(std::move(config)),
          signatures_(signatures),
          spool_(config_.spool),
          bucket_(config_.place.main, config_.credentials, config_.observer),
          clients_(config_.place.clients, config_.credentials) {
        if (config_.place.reading != config_.place.main)
            near_.emplace(config_.place.reading, config_.credentials, config_.observer, patience_with_copy);
        spool_.sweep(now() - upload_lifetime);
    }

    std::unique_ptr<StagedFile> stage() override { return spool_.stage(); }
    void put(const BlobKey& key, StagedFile& file) override;
    void put(const BlobKey& key, std::span<const std::uint8_t> bytes) override;
    std::unique_ptr<Blob> open(const BlobKey& key) override;
    void remove(const BlobKey& key) override { bucket_.remove(name_of(key)); }
    void each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) override;

    std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                           std::uint64_t bytes) override;
    std::vector<std::uint32_t> received(const Upload& upload) override;
    Result<void> seal(const Upload& upload, const BlobKey& key) override;
    void discard(const UploadId& upload) override;

    std::string url(const BlobKey& key, const Serving& serving, TimePoint time) override;
    std::string part_url(const Upload& upload, std::uint32_t number, TimePoint time) override;
    double used_share() override { return 0; }

private:
    class Part;

    std::string name_of(const BlobKey& key) const { return config_.place.prefix + key.text(); }
    std::string folder_of(const UploadId& upload) const;
    std::string name_of(const UploadId& upload, std::uint32_t number) const {
        return folder_of(upload) + std::to_string(number);
    }
    template <class Visit>
    void each_object(const std::string& prefix, Visit visit);
    std::optional<S3Bucket::Source> hash_part(const Upload& upload, std::uint32_t number, Hasher& hasher);
    bool assemble(const std::vector<S3Bucket::Source>& parts, const BlobKey& key);
    bool holds(const BlobKey& key, std::uint64_t bytes);
    Result<void> sealed_before(const Upload& upload, const BlobKey& key, Error otherwise);
    void remove_parts(const Upload& upload);

    S3StoreConfig config_;
    Signatures& signatures_;
    Staging spool_;
    S3Bucket bucket_;
    S3Bucket clients_;  // signs only
    std::optional<S3Bucket> near_;
};

// A part that came through this program; those of clients that reach the store never do.
class S3BlobStore::Part final : public StagedPart {
public:
    Part(S3BlobStore& store, std::string name, std::uint64_t expected)
        : store_(store), name_(std::move(name)), expected_(expected), file_(store.spool_.stage()) {}

    void write(std::span<const std::byte> bytes) override {
        arrived_ += bytes.size();
        if (arrived_ <= expected_) file_->write(bytes);
    }
    Result<void> finish() override {
        if (arrived_ != expected_)
            return fail(Errc::incomplete_upload, "This part has " + std::to_string(expected_) +
                                                     " bytes, but " + std::to_string(arrived_) +
                                                     " were sent. Send it again.");
        store_.bucket_.write(name_, body_of(*file_), {});
        return {};
    }

private:
    S3BlobStore& store_;
    std::string name_;
    std::uint64_t expected_;
    std::uint64_t arrived_ = 0;
    std::unique_ptr<DiskStagedFile> file_;
};

std::string S3BlobStore::folder_of(const UploadId& upload) const {
    if (!is_uuid(upload.text())) throw std::invalid_argument("an upload's id must be a UUID");
    return config_.place.prefix + std::string(staging_prefix) + upload.text() + "/";
}

void S3BlobStore::put(const BlobKey& key, StagedFile& file) {
    auto& staged = dynamic_cast<DiskStagedFile&>(file);
    bucket_.write(name_of(key), body_of(staged), kept_with(key, config_.place.encryption));
    if (config_.stored) config_.stored(key, staged.bytes());
}

void S3BlobStore::put(const BlobKey& key, std::span<const std::uint8_t> bytes) {
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    bucket_.write(name_of(key), snapory::body_of(text), kept_with(key, config_.place.encryption));
    if (config_.stored) config_.stored(key, bytes.size());
}

// The nearer copy may not have it yet, or may be away.
std::unique_ptr<Blob> S3BlobStore::open(const BlobKey& key) {
    if (near_) try {
            if (auto blob = S3Blob::open(*near_, spool_, name_of(key))) return blob;
        } catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): then from the main store
        }
    return S3Blob::open(bucket_, spool_, name_of(key));
}

template <class Visit>
void S3BlobStore::each_object(const std::string& prefix, Visit visit) {
    std::string next;
    do {
        auto page = bucket_.list(prefix, next);
        for (const auto& entry : page.entries) visit(entry);
        next = page.next;
    } while (!next.empty());
}

// What no client can send or complete any more goes along the way.
void S3BlobStore::each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) {
    const auto& prefix = config_.place.prefix;
    auto forgotten = now() - upload_lifetime;
    each_object(prefix, [&](const S3Listing::Entry& entry) {
        auto key = entry.key.substr(prefix.size());
        if (!key.starts_with(staging_prefix)) {
            if (entry.modified_at < deadline) visit(BlobKey(key));
        } else if (entry.modified_at < forgotten) {
            bucket_.remove(entry.key);
        }
    });
    for (const auto& upload : bucket_.open_uploads(prefix))
        if (upload.begun_at < now() - longest_join) bucket_.abort(upload);
}

std::unique_ptr<StagedPart> S3BlobStore::stage_part(const UploadId& upload, std::uint32_t number,
                                                    std::uint64_t bytes) {
    return std::make_unique<Part>(*this, name_of(upload, number), bytes);
}

std::vector<std::uint32_t> S3BlobStore::received(const Upload& upload) {
    std::vector<std::uint32_t> numbers;
    auto folder = folder_of(upload.id);
    each_object(folder, [&](const S3Listing::Entry& entry) {
        std::uint32_t number = 0;
        const auto* text = entry.key.c_str() + folder.size();
        const auto* end = entry.key.c_str() + entry.key.size();
        bool named = std::from_chars(text, end, number).ptr == end;
        if (named && number > 0 && entry.bytes == upload.bytes_of_part(number)) numbers.push_back(number);
    });
    std::ranges::sort(numbers);
    return numbers;
}

// Adds the bytes of a part to the hash; nothing when it is missing or not of its size.
std::optional<S3Bucket::Source> S3BlobStore::hash_part(const Upload& upload, std::uint32_t number,
                                                       Hasher& hasher) {
    auto name = name_of(upload.id, number);
    auto bytes = upload.bytes_of_part(number);
    auto object = bucket_.read(name, 0, bytes, [&](std::span<const std::byte> piece) { hasher.add(piece); });
    if (!object || object->bytes != bytes) return std::nullopt;
    return S3Bucket::Source{name, object->etag};
}

// Copies within the store what was hashed, by its etag; false when a client has sent it anew since.
bool S3BlobStore::assemble(const std::vector<S3Bucket::Source>& parts, const BlobKey& key) {
    auto headers = kept_with(key, config_.place.encryption);
    if (parts.size() > 1) return bucket_.join(parts, name_of(key), std::move(headers));
    return bucket_.copy(parts.front().key, parts.front().etag, name_of(key), std::move(headers));
}

Result<void> S3BlobStore::seal(const Upload& upload, const BlobKey& key) {
    Hasher hasher;
    std::vector<S3Bucket::Source> parts;
    for (std::uint32_t number = 1; number <= upload.part_count(); ++number) {
        auto part = hash_part(upload, number, hasher);
        if (!part)
            return sealed_before(
                upload, key,
                {Errc::incomplete_upload,
                 "Part " + std::to_string(number) + " has not arrived yet. Send it, then complete.", ""});
        parts.push_back(*std::move(part));
    }
    if (hasher.digest() != upload.digest) {
        remove_parts(upload);
        return sealed_before(upload, key,
                             {Errc::hash_mismatch,
                              "The bytes are not the ones that were announced. Send the file again.", ""});
    }
    if (!assemble(parts, key))
        return sealed_before(
            upload, key,
            {Errc::incomplete_upload, "The bytes were sent again meanwhile. Complete again.", ""});
    if (config_.stored) config_.stored(key, upload.bytes);
    remove_parts(upload);
    return {};
}

bool S3BlobStore::holds(const BlobKey& key, std::uint64_t bytes) {
    auto object = bucket_.look_up(name_of(key));
    return object && object->bytes == bytes;
}

// A key holds verified bytes only, so that one which is there was sealed.
Result<void> S3BlobStore::sealed_before(const Upload& upload, const BlobKey& key, Error otherwise) {
    if (holds(key, upload.bytes)) return {};
    return fail(std::move(otherwise));
}

void S3BlobStore::remove_parts(const Upload& upload) {
    for (std::uint32_t number = 1; number <= upload.part_count(); ++number)
        bucket_.remove(name_of(upload.id, number));
}

void S3BlobStore::discard(const UploadId& upload) {
    each_object(folder_of(upload), [this](const S3Listing::Entry& entry) { bucket_.remove(entry.key); });
}

// Signed as of midnight, so that a URL is the same all day.
std::string S3BlobStore::url(const BlobKey& key, const Serving& serving, TimePoint time) {
    bool shown = serving.attachment_name.empty();
    if (config_.place.relay || (shown && !config_.cdn.empty()))
        return (shown ? config_.cdn : "") +
               signed_url(BlobLink{key, serving, link_expiry(time)}, signatures_);
    NameValues query{{"response-cache-control", "private, max-age=172800, immutable"},
                     {"response-content-type", serving.content_type}};
    if (!shown) query.emplace_back("response-content-disposition", attachment(serving.attachment_name));
    auto midnight = std::chrono::floor<std::chrono::days>(time);
    return clients_.presigned("GET", name_of(key), query, {}, midnight,
                              std::chrono::floor<std::chrono::seconds>(link_expiry(time) - midnight));
}

std::string S3BlobStore::part_url(const Upload& upload, std::uint32_t number, TimePoint time) {
    auto bytes = upload.bytes_of_part(number);
    if (config_.place.relay)
        return signed_url(PartLink{upload.id, number, bytes, link_expiry(time)}, signatures_);
    auto midnight = std::chrono::floor<std::chrono::days>(time);
    return clients_.presigned("PUT", name_of(upload.id, number), {},
                              {{"content-length", std::to_string(bytes)}}, midnight,
                              std::chrono::floor<std::chrono::seconds>(link_expiry(time) - midnight));
}

}  // namespace

std::unique_ptr<BlobStore> make_s3_blob_store(S3StoreConfig config, Signatures& signatures) {
    return std::make_unique<S3BlobStore>(std::move(config), signatures);
}

}  // namespace snapory
