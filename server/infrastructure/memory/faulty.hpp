#pragma once

#include <limits>
#include <type_traits>

#include "application/ports/blob_store.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/unavailable.hpp"
#include "application/ports/uploads.hpp"

namespace snapory {

// When a port fails. Each call through a faulty port has two steps: before it, where failing means that
// nothing happened, and after it, where the call was carried out and only its answer was lost.
class Faults {
public:
    // The step to fail, once, counted from now; 0 is the next.
    void fail_at(std::size_t step) { rest_ = step; }
    void stop() { rest_ = never; }
    bool failed() const { return failed_; }

    template <class Call>
    auto around(Call call) {
        step();
        if constexpr (std::is_void_v<decltype(call())>) {
            call();
            step();
        } else {
            auto answer = call();
            step();
            return answer;
        }
    }

private:
    void step() {
        if (rest_ == never) return;
        if (rest_-- != 0) return;
        stop();
        failed_ = true;
        throw Unavailable("a fault that the test asked for");
    }

    static constexpr auto never = std::numeric_limits<std::size_t>::max();
    std::size_t rest_ = never;
    bool failed_ = false;
};

class FaultyBlobStore final : public BlobStore {
public:
    FaultyBlobStore(BlobStore& store, Faults& faults) : store_(store), faults_(faults) {}

    std::unique_ptr<StagedFile> stage() override {
        return faults_.around([&] { return store_.stage(); });
    }
    void put(const BlobKey& key, StagedFile& file) override {
        faults_.around([&] { store_.put(key, file); });
    }
    void put(const BlobKey& key, std::span<const std::uint8_t> bytes) override {
        faults_.around([&] { store_.put(key, bytes); });
    }
    std::unique_ptr<Blob> open(const BlobKey& key) override {
        return faults_.around([&] { return store_.open(key); });
    }
    void remove(const BlobKey& key) override {
        faults_.around([&] { store_.remove(key); });
    }
    void each(TimePoint deadline, const std::function<void(const BlobKey&)>& visit) override {
        faults_.around([&] { store_.each(deadline, visit); });
    }
    std::unique_ptr<StagedPart> stage_part(const UploadId& upload, std::uint32_t number,
                                           std::uint64_t bytes) override {
        return faults_.around([&] { return store_.stage_part(upload, number, bytes); });
    }
    std::vector<std::uint32_t> received(const Upload& upload) override {
        return faults_.around([&] { return store_.received(upload); });
    }
    Result<void> seal(const Upload& upload, const BlobKey& key) override {
        return faults_.around([&] { return store_.seal(upload, key); });
    }
    void discard(const UploadId& upload) override {
        faults_.around([&] { store_.discard(upload); });
    }
    std::string url(const BlobKey& key, const Serving& serving, TimePoint now) override {
        return store_.url(key, serving, now);
    }
    std::string part_url(const Upload& upload, std::uint32_t number, TimePoint now) override {
        return store_.part_url(upload, number, now);
    }
    double used_share() override {
        return faults_.around([&] { return store_.used_share(); });
    }

private:
    BlobStore& store_;
    Faults& faults_;
};

class FaultyPhotos final : public Photos {
public:
    FaultyPhotos(Photos& photos, Faults& faults) : photos_(photos), faults_(faults) {}

    std::optional<Added> add(const Photo& photo, const std::optional<UploadId>& upload,
                             std::uint64_t most) override {
        return faults_.around([&] { return photos_.add(photo, upload, most); });
    }
    std::optional<Photo> find(const EventId& event, const PhotoId& id) override {
        return faults_.around([&] { return photos_.find(event, id); });
    }
    std::optional<Photo> find(const EventId& event, const Sha256& digest) override {
        return faults_.around([&] { return photos_.find(event, digest); });
    }
    std::vector<Photo> find(const EventId& event, const std::vector<Sha256>& digests) override {
        return faults_.around([&] { return photos_.find(event, digests); });
    }
    std::vector<PhotoWithFaces> find(const EventId& event, const std::vector<PhotoId>& ids) override {
        return faults_.around([&] { return photos_.find(event, ids); });
    }
    Page<PhotoWithFaces, PhotoPosition> list(const PhotoQuery& query) override {
        return faults_.around([&] { return photos_.list(query); });
    }
    Facets facets(const EventId& event, const std::optional<Uploader>& visible_to) override {
        return faults_.around([&] { return photos_.facets(event, visible_to); });
    }
    std::uint64_t count(const EventId& event, const Uploader& uploader) override {
        return faults_.around([&] { return photos_.count(event, uploader); });
    }
    void moderate(const EventId& event, const std::vector<PhotoId>& ids, Moderation moderation,
                  TimePoint now) override {
        faults_.around([&] { photos_.moderate(event, ids, moderation, now); });
    }
    std::optional<Embedding> embedding(const EventId& event, const PhotoId& id) override {
        return faults_.around([&] { return photos_.embedding(event, id); });
    }
    std::vector<PhotoEmbedding> embeddings(const EventId& event, const ModelId& model) override {
        return faults_.around([&] { return photos_.embeddings(event, model); });
    }
    bool put_on_top(const EventId& event, const PhotoId& id, TimePoint now) override {
        return faults_.around([&] { return photos_.put_on_top(event, id, now); });
    }
    void remove(const EventId& event, const std::vector<PhotoId>& ids, TimePoint now) override {
        faults_.around([&] { photos_.remove(event, ids, now); });
    }
    std::vector<PhotoId> restore(const EventId& event, const std::vector<PhotoId>& ids,
                                 TimePoint now) override {
        return faults_.around([&] { return photos_.restore(event, ids, now); });
    }
    std::vector<Photo> purgeable(TimePoint deadline, std::size_t limit) override {
        return faults_.around([&] { return photos_.purgeable(deadline, limit); });
    }
    void purge(const PhotoId& id) override {
        faults_.around([&] { photos_.purge(id); });
    }
    std::vector<Photo> rows(const std::vector<PhotoId>& ids) override {
        return faults_.around([&] { return photos_.rows(ids); });
    }

private:
    Photos& photos_;
    Faults& faults_;
};

class FaultyUploads final : public Uploads {
public:
    FaultyUploads(Uploads& uploads, Faults& faults) : uploads_(uploads), faults_(faults) {}

    void add(const std::vector<Upload>& added) override {
        faults_.around([&] { uploads_.add(added); });
    }
    std::optional<Upload> find(const EventId& event, const UploadId& id) override {
        return faults_.around([&] { return uploads_.find(event, id); });
    }
    std::optional<Upload> find(const UploadId& id) override {
        return faults_.around([&] { return uploads_.find(id); });
    }
    std::vector<Upload> find_open(const EventId& event, const Uploader& uploader,
                                  const std::vector<Sha256>& digests, TimePoint now) override {
        return faults_.around([&] { return uploads_.find_open(event, uploader, digests, now); });
    }
    void abort(const EventId& event, const UploadId& id) override {
        faults_.around([&] { uploads_.abort(event, id); });
    }
    std::vector<Upload> expired(TimePoint now, std::size_t limit) override {
        return faults_.around([&] { return uploads_.expired(now, limit); });
    }
    std::vector<PhotoId> announced(const std::vector<PhotoId>& ids) override {
        return faults_.around([&] { return uploads_.announced(ids); });
    }
    void purge(TimePoint deadline) override {
        faults_.around([&] { uploads_.purge(deadline); });
    }

private:
    Uploads& uploads_;
    Faults& faults_;
};

}  // namespace snapory
