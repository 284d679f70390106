#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "application/ports/blob_store.hpp"

namespace snapory {

// CRC-32 as ZIP and PNG have it (polynomial 0xEDB88320, reflected). `before` is the sum of the bytes that
// come ahead of these, so that a file can be summed piece by piece.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0);

// Of all that the blob holds.
std::uint32_t crc32(Blob& blob);

}  // namespace snapory
