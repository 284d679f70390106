#pragma once

#include "application/ports/photos.hpp"
#include "infrastructure/sql/database.hpp"
#include "infrastructure/sql/event_reads.hpp"

namespace snapory {

// Galleries are read from the replica, if there is one.
class SqlPhotos final : public Photos {
public:
    explicit SqlPhotos(Database& database, const Replica* replica = nullptr)
        : database_(database), galleries_(database, replica) {}

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
    Database& database_;
    EventReads galleries_;
};

}  // namespace snapory
