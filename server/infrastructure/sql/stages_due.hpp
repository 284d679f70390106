#pragma once

#include "application/ports/stages_due.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlStagesDue final : public StagesDue {
public:
    explicit SqlStagesDue(Database& database) : database_(database) {}

    std::uint64_t demand(const StageQuery& query) override;
    std::uint64_t left(const std::optional<EventId>& event) override;
    std::uint64_t outdated(const StageQuery& query) override;

private:
    Database& database_;
};

}  // namespace snapory
