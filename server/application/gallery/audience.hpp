#pragma once

#include "application/ports/photos.hpp"
#include "domain/permission.hpp"

namespace snapory {

// The query, narrowed to what the caller may see of the event, given that they may see the event at all.
// A guest is left with their own photos while the gallery is off. Error: forbidden, for the photos of others
// then, and for deleted ones asked for by who does not manage them.
Result<PhotoQuery> narrowed(PhotoQuery query, const Caller& caller, const Event& event, TimePoint now);

}  // namespace snapory
