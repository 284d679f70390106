#include "infrastructure/faces/face_crop.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace snapory {
namespace {

// Where the embedder expects the landmarks, in continuous coordinates of its crop.
constexpr Landmarks template_points{{{38.7946F, 52.1963F},
                                     {74.0318F, 52.0014F},
                                     {56.5252F, 72.2366F},
                                     {42.0493F, 92.8655F},
                                     {71.2299F, 92.7041F}}};

Landmarks moved(const Similarity& move) {
    Landmarks points = template_points;
    for (Point& point : points) point = move(point);
    return points;
}

Picture noise(std::uint32_t side) {
    Picture picture(side, side);
    std::minstd_rand random(1);
    for (auto& value : picture.rgb) value = static_cast<std::uint8_t>(random() % 256);
    return picture;
}

TEST(CropToPicture, FindsBackHowTheFaceWasTurnedScaledAndMoved) {
    const Similarity moves[] = {
        {},
        {.scale_cos = 2.5F, .scale_sin = 0, .shift = {100, -30}},
        {.scale_cos = 0.3F, .scale_sin = 0.2F, .shift = {7, 9}},
        {.scale_cos = -1, .scale_sin = 0.01F, .shift = {400, 300}},  // upside down
    };
    for (const Similarity& move : moves) {
        const Similarity found = crop_to_picture(moved(move));
        EXPECT_NEAR(found.scale_cos, move.scale_cos, 1e-4);
        EXPECT_NEAR(found.scale_sin, move.scale_sin, 1e-4);
        EXPECT_NEAR(found.shift.x, move.shift.x, 1e-2);
        EXPECT_NEAR(found.shift.y, move.shift.y, 1e-2);
    }
}

TEST(CropToPicture, ComesNearWhenNoSimilarityFits) {
    Landmarks points = template_points;
    points[2].x += 10;  // the nose of a face turned aside
    const Similarity found = crop_to_picture(points);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point placed = found(template_points[i]);
        EXPECT_LT(std::hypot(placed.x - points[i].x, placed.y - points[i].y), 10) << i;
    }
}

TEST(CutFace, TakesTheTemplateItselfUnchanged) {
    const Picture picture = noise(face_crop_side);
    const Picture crop = cut_face(Pyramid(picture.view()), template_points);
    for (std::size_t i = 0; i < crop.rgb.size(); ++i) ASSERT_NEAR(crop.rgb[i], picture.rgb[i], 1) << i;
}

// What the reader makes of a face and its crop.
float quality_of(const LocatedFace& face, const Picture& crop) {
    return face_quality(face, face_condition(face, crop.view()));
}

TEST(FaceCondition, MeasuresSharpnessBrightnessAndPose) {
    const Picture grey(face_crop_side, face_crop_side, 51);
    LocatedFace face{.region = {0, 0, 112, 112, 1}, .landmarks = template_points};
    const auto front = face_condition(face, grey.view());
    EXPECT_NEAR(front.sharpness, 0, 1e-3);
    EXPECT_NEAR(front.brightness, 0.2, 1e-3);
    EXPECT_GT(front.frontality, 0.95F);
    face.landmarks[2].x += 20;
    EXPECT_LT(face_condition(face, grey.view()).frontality, 0.2F);
    EXPECT_GT(face_condition(face, noise(face_crop_side).view()).sharpness, 1000);
}

TEST(FaceQuality, FallsWithEachOfItsParts) {
    const Picture sharp = noise(face_crop_side);
    const Picture flat(face_crop_side, face_crop_side, 128);
    const LocatedFace good{.region = {0, 0, 112, 112, 1}, .landmarks = template_points};

    LocatedFace doubtful = good;
    doubtful.region.score = 0.5F;
    LocatedFace small = good;
    small.landmarks = moved({.scale_cos = 0.2F, .scale_sin = 0, .shift = {}});
    LocatedFace aside = good;
    aside.landmarks[2].x += 15;

    const float best = quality_of(good, sharp);
    EXPECT_GT(best, 0.95F);
    EXPECT_LE(best, 1.0F);
    EXPECT_LT(quality_of(doubtful, sharp), 0.6F * best);
    EXPECT_LT(quality_of(small, sharp), 0.6F * best);
    EXPECT_LT(quality_of(aside, sharp), 0.6F * best);
    EXPECT_NEAR(quality_of(good, flat), 0, 1e-3);
    Picture dark = sharp;
    for (auto& value : dark.rgb) value /= 12;
    EXPECT_LT(quality_of(good, dark), 0.6F * best);
}

}  // namespace
}  // namespace snapory
