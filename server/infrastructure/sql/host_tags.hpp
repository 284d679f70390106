#pragma once

#include "application/ports/host_tags.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlHostTags final : public HostTags {
public:
    explicit SqlHostTags(Database& database) : database_(database) {}

    void judge(const EventId& event, const std::vector<PhotoId>& ids, const TagVerdict& verdict,
               TimePoint now) override;
    std::vector<JudgedPhoto> judged(const EventId& event, const std::string& tag) override;

private:
    Database& database_;
};

}  // namespace snapory
