#pragma once

#include "application/ports/uploads.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlUploads final : public Uploads {
public:
    explicit SqlUploads(Database& database) : database_(database) {}

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
    Database& database_;
};

}  // namespace snapory
