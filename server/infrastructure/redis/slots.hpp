#pragma once

#include <cstdint>
#include <string_view>

namespace snapory {

inline constexpr std::size_t cluster_slots = 16384;

// Which slot of a Redis Cluster has the key: CRC-16/XMODEM of the key, or of what stands between its first {
// and the next } if that is not empty, so that keys with one tag live together.
std::uint16_t slot_of_key(std::string_view key);

}  // namespace snapory
