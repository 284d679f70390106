#pragma once

#include "application/ports/stages_due.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryStagesDue final : public StagesDue {
public:
    explicit MemoryStagesDue(MemoryRows& rows) : rows_(rows) {}

    std::uint64_t demand(const StageQuery& query) override;
    std::uint64_t left(const std::optional<EventId>& event) override;
    std::uint64_t outdated(const StageQuery& query) override;

private:
    bool is_of(const MemoryRows::PhotoRow& row, const std::optional<EventId>& event) const;
    Stages asking(const MemoryRows::PhotoRow& row, const StageQuery& query) const;

    MemoryRows& rows_;
};

}  // namespace snapory
