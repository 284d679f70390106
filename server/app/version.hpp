#pragma once

namespace snapory {

inline constexpr const char* program_version = SNAPORY_VERSION;

}  // namespace snapory
