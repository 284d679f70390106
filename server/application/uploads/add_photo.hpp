#pragma once

#include <string_view>

#include "application/ports/randomness.hpp"
#include "application/uploads/intake.hpp"

namespace snapory {

// Adds a photo whose bytes have all arrived; after return it cannot be lost. Bytes that the event holds give
// that photo. Errors: as Intake::admit_photos, unreadable (empty, or its end is missing), too_large,
// unsupported_format, quota_exceeded. A picture that is broken otherwise is found out in processing.
class AddPhoto {
public:
    AddPhoto(Intake intake, Randomness& randomness) : intake_(intake), randomness_(randomness) {}

    Result<AddedPhoto> operator()(const Caller& caller, const EventId& event, std::string_view file_name,
                                  StagedFile& file) const;

private:
    Intake intake_;
    Randomness& randomness_;
};

}  // namespace snapory
