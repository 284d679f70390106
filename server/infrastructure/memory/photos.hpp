#pragma once

#include "application/ports/face_index.hpp"
#include "application/ports/photos.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryPhotos final : public Photos {
public:
    explicit MemoryPhotos(MemoryRows& rows) : rows_(rows) {}

    std::optional<Added> add(const Photo& photo, const std::optional<UploadId>& upload,
                             std::uint64_t most) override;
    std::optional<Photo> find(const EventId& event, const PhotoId& id) override;
    std::optional<Photo> find(const EventId& event, const Sha256& digest) override;
    std::vector<Photo> find(const EventId& event, const std::vector<Sha256>& digests) override;
    std::vector<PhotoWithFaces> find(const EventId& event, const std::vector<PhotoId>& ids) override;
    Page<PhotoWithFaces, PhotoPosition> list(const PhotoQuery& query) override;
    Facets facets(const EventId& event, const std::optional<Uploader>& visible_to) override;
    std::uint64_t count(const EventId& event, const Uploader& uploader) override;
    std::optional<Embedding> embedding(const EventId& event, const PhotoId& id) override;
    std::vector<PhotoEmbedding> embeddings(const EventId& event, const ModelId& model) override;
    void moderate(const EventId& event, const std::vector<PhotoId>& ids, Moderation moderation,
                  TimePoint now) override;
    bool put_on_top(const EventId& event, const PhotoId& id, TimePoint now) override;
    void remove(const EventId& event, const std::vector<PhotoId>& ids, TimePoint now) override;
    std::vector<PhotoId> restore(const EventId& event, const std::vector<PhotoId>& ids,
                                 TimePoint now) override;
    std::vector<Photo> purgeable(TimePoint deadline, std::size_t limit) override;
    void purge(const PhotoId& id) override;
    std::vector<Photo> rows(const std::vector<PhotoId>& ids) override;

private:
    MemoryRows::PhotoRow* row(const EventId& event, const PhotoId& id);
    std::uint64_t count_of(const EventId& event, const Uploader& uploader) const;
    MemoryRows::PhotoRow* live(const EventId& event, const Sha256& digest);
    bool shows(const MemoryRows::PhotoRow& row, const PhotoQuery& query);
    bool is_covered(const MemoryRows::PhotoRow& row, const PhotoQuery& query);
    std::uint64_t stack_photos(const MemoryRows::PhotoRow& row, const PhotoQuery& query);

    MemoryRows& rows_;
};

class MemoryFaceLog final : public FaceLog {
public:
    explicit MemoryFaceLog(MemoryRows& rows) : rows_(rows) {}

    FaceBatch faces_since(const EventId& event, std::uint64_t position) override;

private:
    MemoryRows& rows_;
};

// Reads the whole log at each search.
class MemoryFaceIndex final : public FaceIndex {
public:
    explicit MemoryFaceIndex(FaceLog& log) : log_(log) {}

    std::vector<FaceHit> search(const EventId& event, const ModelId& model, const FaceCode& code,
                                float floor) override;
    void forget(const EventId& /*event*/) override {}

private:
    FaceLog& log_;
};

}  // namespace snapory
