#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "application/ports/photos.hpp"
#include "domain/result.hpp"

namespace snapory {

// What became of each photo that was named, once each.
struct BulkOutcome {
    std::vector<PhotoId> done;
    struct Refused {
        PhotoId photo;
        Error why;
    };
    std::vector<Refused> refused;
};

// Why something may not be done to a photo of the event, which may be a deleted one; nothing when it may.
using PhotoRule = std::function<std::optional<Error>(const Photo&)>;

// Sorts the ids into those that the rule lets through and the others; what the event does not hold is
// not_found.
BulkOutcome sorted_out(const std::vector<PhotoId>& ids, const EventId& event, Photos& photos,
                       const PhotoRule& rule);

// What is said of a photo that is not there, or that the caller may not know of.
Error no_such_photo();

}  // namespace snapory
