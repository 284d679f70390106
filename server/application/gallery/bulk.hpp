#pragma once

#include <vector>

#include "domain/id.hpp"
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

}  // namespace snapory
