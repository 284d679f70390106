#pragma once

#include "application/ports/downloads.hpp"
#include "application/ports/uploads.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryUploads final : public Uploads {
public:
    explicit MemoryUploads(MemoryRows& rows) : rows_(rows) {}

    void add(const std::vector<Upload>& uploads) override;
    std::optional<Upload> find(const EventId& event, const UploadId& id) override;
    std::optional<Upload> find(const UploadId& id) override;
    std::vector<Upload> find_open(const EventId& event, const Uploader& uploader,
                                  const std::vector<Sha256>& digests, TimePoint now) override;
    void abort(const EventId& event, const UploadId& id) override;
    std::vector<Upload> expired(TimePoint now, std::size_t limit) override;
    std::vector<PhotoId> announced(const std::vector<PhotoId>& ids) override;
    void purge(TimePoint deadline) override;

private:
    MemoryRows& rows_;
};

class MemoryDownloads final : public Downloads {
public:
    explicit MemoryDownloads(MemoryRows& rows) : rows_(rows) {}

    void add(const Download& download) override;
    std::optional<Download> find(const DownloadId& id, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
