#pragma once

#include <chrono>

namespace snapory {

using Milliseconds = std::chrono::milliseconds;
using TimePoint = std::chrono::sys_time<Milliseconds>;  // always UTC

}  // namespace snapory
