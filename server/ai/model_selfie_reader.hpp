#pragma once

#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/selfie_reader.hpp"

namespace snapory {

// Reads selfies where the models are. Both parts must outlive it. A crash of the decoder makes the picture
// unreadable: there is no second attempt that the guest would wait for.
class ModelSelfieReader final : public SelfieReader {
public:
    ModelSelfieReader(ImageReader& images, FaceReader& faces) : images_(images), faces_(faces) {}

    Result<SelfieReading> read(std::span<const std::uint8_t> picture) override;

private:
    ImageReader& images_;
    FaceReader& faces_;
};

}  // namespace snapory
