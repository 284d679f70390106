#pragma once

#include "application/ports/photos.hpp"
#include "domain/permission.hpp"

namespace snapory {

// The query, narrowed to what the caller may see of the event, given that they may see the event at all.
// Error: forbidden, for deleted photos asked for by who does not manage them.
Result<PhotoQuery> narrowed(PhotoQuery query, const Caller& caller, const Event& event, TimePoint now);

}  // namespace snapory
