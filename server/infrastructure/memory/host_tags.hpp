#pragma once

#include "application/ports/host_tags.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryHostTags final : public HostTags {
public:
    explicit MemoryHostTags(MemoryRows& rows) : rows_(rows) {}

    void judge(const EventId& event, const std::vector<PhotoId>& ids, const TagVerdict& verdict,
               TimePoint now) override;
    std::vector<JudgedPhoto> judged(const EventId& event, const std::string& tag) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
