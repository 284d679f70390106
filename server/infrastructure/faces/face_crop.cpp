#include "infrastructure/faces/face_crop.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace snapory {
namespace {

// insightface's arcface_dst, moved by half a pixel to continuous coordinates.
constexpr Landmarks reference{{{38.7946F, 52.1963F},
                               {74.0318F, 52.0014F},
                               {56.5252F, 72.2366F},
                               {42.0493F, 92.8655F},
                               {71.2299F, 92.7041F}}};

// Below these a face loses quality in proportion; measured on the photos named in docs/models.md.
constexpr float full_eye_distance = 24;   // pixels of the picture between the eyes
constexpr float full_sharpness = 60;      // variance of the Laplacian of the crop
constexpr float full_brightness = 0.12F;  // low, so that dark skin in good light counts as bright
constexpr float widest_turn = 0.6F;  // how far the nose may leave the middle of the face, in eye distances

Point mean(const Landmarks& points) {
    Point sum;
    for (const Point& point : points) sum = {sum.x + point.x, sum.y + point.y};
    return {sum.x / static_cast<float>(points.size()), sum.y / static_cast<float>(points.size())};
}

Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
float dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
float cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
Point middle(Point a, Point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

// 1 for a face seen from the front: the nose lies between the eyes and between the corners of the mouth.
float frontality(const Landmarks& points) {
    const Point across = points[1] - points[0];
    const float eye_distance_squared = std::max(dot(across, across), 1e-6F);
    const Point centre = middle(middle(points[0], points[1]), middle(points[3], points[4]));
    const float turn = std::abs(dot(points[2] - centre, across)) / eye_distance_squared;
    return std::clamp(1 - turn / widest_turn, 0.0F, 1.0F);
}

std::vector<float> luma(const PixelView& picture) {
    std::vector<float> values(picture.rgb.size() / 3);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint8_t* pixel = &picture.rgb[3 * i];
        values[i] = 0.299F * pixel[0] + 0.587F * pixel[1] + 0.114F * pixel[2];
    }
    return values;
}

// Variance of the Laplacian: edges make it large, blur makes it small.
float sharpness(const PixelView& picture, const std::vector<float>& values) {
    const std::size_t width = picture.width;
    double sum = 0;
    double squares = 0;
    for (std::size_t y = 1; y + 1 < picture.height; ++y) {
        for (std::size_t i = y * width + 1; i + 1 < (y + 1) * width; ++i) {
            const double edge =
                values[i - 1] + values[i + 1] + values[i - width] + values[i + width] - 4 * values[i];
            sum += edge;
            squares += edge * edge;
        }
    }
    const double count = (width - 2.0) * (picture.height - 2.0);
    return static_cast<float>(squares / count - sum / count * (sum / count));
}

}  // namespace

Similarity crop_to_picture(const Landmarks& landmarks) {
    const Point from = mean(reference);
    const Point to = mean(landmarks);
    float spread = 0;
    float along = 0;
    float around = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        spread += dot(reference[i] - from, reference[i] - from);
        along += dot(reference[i] - from, landmarks[i] - to);
        around += cross(reference[i] - from, landmarks[i] - to);
    }
    Similarity fit{along / spread, around / spread, {}};
    fit.shift = to - fit(from);
    return fit;
}

Picture cut_face(const Pyramid& pyramid, const Landmarks& landmarks) {
    Picture crop(face_crop_side, face_crop_side);
    pyramid.cut(crop_to_picture(landmarks), face_crop_side, crop.rgb);
    return crop;
}

FaceCondition face_condition(const LocatedFace& face, const PixelView& crop) {
    const auto values = luma(crop);
    const float sum = std::accumulate(values.begin(), values.end(), 0.0F);
    return {.sharpness = sharpness(crop, values),
            .brightness = sum / (255 * static_cast<float>(values.size())),
            .frontality = frontality(face.landmarks)};
}

float face_quality(const LocatedFace& face, const FaceCondition& condition) {
    const Point across = face.landmarks[1] - face.landmarks[0];
    const float size = std::min(1.0F, std::hypot(across.x, across.y) / full_eye_distance);
    const float sharp = std::min(1.0F, condition.sharpness / full_sharpness);
    const float bright = std::min(1.0F, condition.brightness / full_brightness);
    return face.region.score * size * sharp * bright * condition.frontality;
}

}  // namespace snapory
