#pragma once

#include "application/ports/face_index.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// Positions are sequences of the event's changes, which are in the order of commits.
class SqlFaceLog final : public FaceLog {
public:
    explicit SqlFaceLog(Database& database) : database_(database) {}

    FaceBatch faces_since(const EventId& event, std::uint64_t position) override;

private:
    Database& database_;
};

}  // namespace snapory
