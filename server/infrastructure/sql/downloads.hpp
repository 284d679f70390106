#pragma once

#include "application/ports/downloads.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlDownloads final : public Downloads {
public:
    explicit SqlDownloads(Database& database) : database_(database) {}

    void add(const Download& download) override;
    std::optional<Download> find(const DownloadId& id, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    Database& database_;
};

}  // namespace snapory
