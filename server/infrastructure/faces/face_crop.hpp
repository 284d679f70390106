#pragma once

#include <cstdint>
#include <span>

#include "application/ports/face_reader.hpp"
#include "infrastructure/faces/landmark_reader.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {

// Pixels of a side of the crop that the embedder was trained on.
inline constexpr std::uint32_t face_crop_side = 112;

// What takes points of the crop to the picture, so that ArcFace's five reference points come as near to the
// landmarks as turning, scaling and moving allow: Umeyama's least squares in closed form for the plane.
Similarity crop_to_picture(const Landmarks& landmarks);

// The face upright and centred, as the embedder wants it.
Picture cut_face(const Pyramid& pyramid, const Landmarks& landmarks);

// `crop` is what cut_face made of the face.
FaceCondition face_condition(const LocatedFace& face, const PixelView& crop);

// How well a person can be told by this face, 0 to 1: the product of its parts, so that any one can spoil it.
// Something before the face lowers the detector's score.
float face_quality(const LocatedFace& face, const FaceCondition& condition);

}  // namespace snapory
