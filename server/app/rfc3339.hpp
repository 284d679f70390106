#pragma once

#include <string>

#include "domain/time.hpp"

namespace snapory {

// "2026-06-20T16:30:00.000Z", as the api writes times.
std::string rfc3339(TimePoint time);

}  // namespace snapory
