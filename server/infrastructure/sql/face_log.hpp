#pragma once

#include "application/ports/face_index.hpp"
#include "application/ports/face_seals.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// Positions are sequences of the event's changes, which are in the order of commits.
class SqlFaceLog final : public FaceLog {
public:
    SqlFaceLog(Database& database, FaceSeals& seals) : database_(database), seals_(seals) {}

    FaceBatch faces_since(const EventId& event, std::uint64_t position) override;

private:
    Database& database_;
    FaceSeals& seals_;
};

}  // namespace snapory
