#pragma once

#include <cstdint>

namespace snapory {

// What an operator allows; config keys `limits.*`.
struct Limits {
    std::uint64_t photo_bytes = 100'000'000;    // of one file
    std::uint32_t files_per_request = 200;      // announced in one POST uploads
    std::uint64_t event_bytes = 0;              // of one event's originals; 0: no limit
    std::uint32_t events_per_organisation = 0;  // 0: no limit
    double storage_full_share = 0.95;           // of the disk; above it uploads are refused
};

}  // namespace snapory
