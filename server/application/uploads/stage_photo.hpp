#pragma once

#include <memory>

#include "application/uploads/intake.hpp"

namespace snapory {

// Opens a file for a photo that is sent in one request, before a byte of it is read; AddPhoto takes it then.
// Errors: as Intake::admit_photos.
class StagePhoto {
public:
    explicit StagePhoto(Intake intake) : intake_(intake) {}

    Result<std::unique_ptr<StagedFile>> operator()(const Caller& caller, const EventId& event) const;

private:
    Intake intake_;
};

}  // namespace snapory
