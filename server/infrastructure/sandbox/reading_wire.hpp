#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "application/ports/image_reader.hpp"

namespace snapory {

// How a reading crosses from the sandbox: written by the child, read by a parent that trusts nothing in it.

// Gives the length written. Throws std::length_error when the output is too short.
std::size_t write_reading(const Result<ImageReading>& reading, std::span<std::uint8_t> output);

// Nothing unless every length fits and every value is one that ImageReader may give for what was wanted. What
// remains unproven is only that the renditions decode, and that the values are true.
std::optional<Result<ImageReading>> parse_reading(std::span<const std::uint8_t> answer, ImageWanted wanted);

}  // namespace snapory
