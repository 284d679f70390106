#include "application/uploads/stage_photo.hpp"

namespace snapory {

Result<std::unique_ptr<StagedFile>> StagePhoto::operator()(const Caller& caller, const EventId& event) const {
    auto admitted = intake_.admit_photos(caller, event, intake_.clock.now());
    if (!admitted) return fail(admitted.error());
    return intake_.blobs.stage();
}

}  // namespace snapory
