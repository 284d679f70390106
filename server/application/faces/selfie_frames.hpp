#pragma once

#include <span>

#include "application/ports/selfie_reader.hpp"

namespace snapory {

// The bytes of a picture as the guest sent it.
using SelfiePicture = std::span<const std::uint8_t>;

// One reading of several pictures of one person, at least one: the mean of their codes, weighted by quality.
// What is refused does not count while another picture is good; several_faces when they show different
// people. Other errors: those of SelfieReader, for the first picture.
Result<SelfieReading> read_frames(SelfieReader& reader, std::span<const SelfiePicture> frames);

}  // namespace snapory
