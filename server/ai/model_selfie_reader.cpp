#include "ai/model_selfie_reader.hpp"

#include <optional>

namespace snapory {
namespace {

// Pixels across, below which a code says too little; the models look at 112.
constexpr float least_face_width = 64;
// What is refused; a photo of an event may be worse, a selfie can be taken again.
constexpr float least_brightness = 0.08F;  // dark skin in dim light is above it
constexpr float least_sharpness = 20;
constexpr float least_frontality = 0.3F;
// A second face this much of the first one's size is somebody who also looks into the camera; a smaller one
// is somebody in the background.
constexpr float rival_share = 0.5F;

std::optional<Error> refusal_of(const FaceCondition& face) {
    if (face.brightness < least_brightness)
        return Error{Errc::face_too_dark, "It is too dark. Turn to a light and try again.", ""};
    if (face.sharpness < least_sharpness)
        return Error{Errc::face_too_blurred, "The picture is blurred. Hold still and try again.", ""};
    if (face.frontality < least_frontality)
        return Error{Errc::face_turned_away, "The face is turned away. Look into the camera and try again.",
                     ""};
    return std::nullopt;
}

Result<FaceReading> only_face(const std::vector<FaceReading>& faces, const PixelSize& size) {
    if (faces.empty())
        return fail(Errc::no_face, "No face was found. Look into the camera, in good light, and try again.");
    const auto& nearest = faces.front();
    if (faces.size() > 1 && faces[1].box.width >= nearest.box.width * rival_share)
        return fail(Errc::several_faces, "There is more than one face. Take the selfie alone.");
    if (nearest.box.width * static_cast<float>(size.width) < least_face_width)
        return fail(Errc::face_too_small, "The face is too small. Come closer and try again.");
    if (auto refusal = refusal_of(nearest.condition)) return fail(*refusal);
    return nearest;
}

}  // namespace

Result<SelfieReading> ModelSelfieReader::read(std::span<const std::uint8_t> picture) {
    try {
        auto image = images_.read(picture, {.renditions = false, .pixels = true});
        if (!image) return fail(image.error());
        const auto& pixels = image->pixels;
        auto face = only_face(faces_.read({pixels.size.width, pixels.size.height, pixels.rgb}), pixels.size);
        if (!face) return fail(face.error());
        return SelfieReading{face->code, faces_.model(), faces_.thresholds(), face->quality};
    } catch (const DecoderDied&) {
        return fail(Errc::unreadable, "This picture cannot be read. Try another one.");
    }
}

}  // namespace snapory
