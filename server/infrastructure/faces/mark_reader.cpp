#include "infrastructure/faces/mark_reader.hpp"

#include <algorithm>

#include "infrastructure/faces/face_crop.hpp"

namespace snapory {
namespace {

// Pixels of the crops that models/face_marks.py says.
constexpr std::uint32_t eye_side = 24;
constexpr std::uint32_t smile_side = 64;
constexpr std::uint32_t youth_side = 224;
constexpr std::uint32_t liveness_side = 128;

constexpr float least_width = 48;       // pixels of the picture; of smaller faces the models guess
constexpr float eye_width = 0.62F;      // of a crop around an eye, in distances between the eyes
constexpr float smile_width = 1.1F;     // of a crop around a face, in its longer sides
constexpr float liveness_width = 2.7F;  // the same, in its heights

// Youth costs as much as all else together. In a crowd of grown people some are enough; one young face among
// them has all looked at.
constexpr std::size_t youth_sample = 8;

// A wall of faces must not take memory by their number.
constexpr std::size_t most_pixels_at_once = 65'536;

// The upright square of the picture around a point.
Similarity square(Point centre, float width, std::uint32_t side) {
    const float half = width / 2;
    return {width / static_cast<float>(side), 0, {centre.x - half, centre.y - half}};
}

// The square around one eye, whose upper side runs along both.
Similarity eye_square(const Landmarks& points, Point eye) {
    constexpr float scale = eye_width / eye_side;
    Similarity turned{(points[1].x - points[0].x) * scale, (points[1].y - points[0].y) * scale, {}};
    const Point middle = turned({eye_side / 2.0F, eye_side / 2.0F});
    turned.shift = {eye.x - middle.x, eye.y - middle.y};
    return turned;
}

// The chip that dlib makes of a face with a quarter of it around, by way of the embedder's crop.
Similarity youth_chip(const Landmarks& points) {
    constexpr float scale = 0.446F;
    constexpr Point shift{6.45F, 21.06F};  // of the embedder's crop
    const Similarity crop = crop_to_picture(points);
    return {crop.scale_cos * scale, crop.scale_sin * scale, crop(shift)};
}

Point middle_of(const Region& region) {
    return {(region.left + region.right) / 2, (region.top + region.bottom) / 2};
}

template <class Crop>
std::vector<Similarity> crops_of(std::span<const LocatedFace> faces, const Crop& crop) {
    std::vector<Similarity> crops(faces.size());
    std::ranges::transform(faces, crops.begin(), crop);
    return crops;
}

}  // namespace

std::vector<float> CropScorer::score(const Pyramid& pyramid, std::span<const Similarity> crops) const {
    const std::size_t pixels = std::size_t{side_} * side_;
    const std::size_t most = std::max<std::size_t>(1, most_pixels_at_once / pixels);
    std::vector<float> scores;
    for (std::size_t start = 0; start < crops.size(); start += most) {
        const auto batch = crops.subspan(start, std::min(most, crops.size() - start));
        std::vector<std::uint8_t> rgb(3 * pixels * batch.size());
        for (std::size_t i = 0; i < batch.size(); ++i)
            pyramid.cut(batch[i], side_, std::span(rgb).subspan(3 * pixels * i, 3 * pixels), Beyond::edge);
        const auto outputs = network_.run(rgb, batch.size(), side_, side_);
        scores.insert(scores.end(), outputs[0].begin(), outputs[0].end());
    }
    return scores;
}

MarkReader::MarkReader(const FaceManifest& manifest, unsigned threads)
    : from_(manifest.marks),
      eyes_(Network(read_model(manifest.eyes), threads), eye_side),
      smile_(Network(read_model(manifest.smile), threads), smile_side),
      youth_(Network(read_model(manifest.youth), threads), youth_side),
      liveness_(Network(read_model(manifest.liveness), threads), liveness_side) {}

std::vector<FaceMarks> MarkReader::read(const Pyramid& pyramid, std::span<const LocatedFace> faces) const {
    std::vector<FaceMarks> marks(faces.size());
    std::vector<LocatedFace> large;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (faces[i].region.width() < least_width) continue;
        large.push_back(faces[i]);
        places.push_back(i);
    }
    std::vector<FaceMarks> told(large.size());
    read_eyes(pyramid, large, told);
    read_smiles(pyramid, large, told);
    const std::size_t sample = std::min(youth_sample, large.size());
    const bool any_young = read_youth(pyramid, std::span(large).first(sample), std::span(told).first(sample));
    if (any_young) read_youth(pyramid, std::span(large).subspan(sample), std::span(told).subspan(sample));
    for (std::size_t i = 0; i < large.size(); ++i) marks[places[i]] = told[i];
    return marks;
}

void MarkReader::read_eyes(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                           std::span<FaceMarks> marks) const {
    std::vector<Similarity> crops;
    for (const auto& face : faces)
        for (const std::size_t eye : {0, 1}) crops.push_back(eye_square(face.landmarks, face.landmarks[eye]));
    const auto closed = eyes_.score(pyramid, crops);
    for (std::size_t i = 0; i < faces.size(); ++i)
        marks[i].eyes_closed = std::min(closed[2 * i], closed[2 * i + 1]) > from_.closed;
}

void MarkReader::read_smiles(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                             std::span<FaceMarks> marks) const {
    const auto happy = smile_.score(pyramid, crops_of(faces, [](const LocatedFace& face) {
                                        return square(middle_of(face.region),
                                                      face.region.longer_side() * smile_width, smile_side);
                                    }));
    for (std::size_t i = 0; i < faces.size(); ++i) marks[i].smiles = happy[i] > from_.smiling;
}

// Whether any is young.
bool MarkReader::read_youth(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                            std::span<FaceMarks> marks) const {
    const auto years = youth_.score(
        pyramid, crops_of(faces, [](const LocatedFace& face) { return youth_chip(face.landmarks); }));
    for (std::size_t i = 0; i < faces.size(); ++i) marks[i].youth = youth_of(years[i]);
    return std::ranges::any_of(marks, [](const FaceMarks& face) { return face.youth == Youth::young; });
}

Youth MarkReader::youth_of(float years) const {
    if (years < from_.young) return Youth::young;
    return years < from_.grown ? Youth::unclear : Youth::grown;
}

bool MarkReader::looks_recaptured(const Pyramid& pyramid, const Region& face) const {
    const std::array crop{square(middle_of(face), face.height() * liveness_width, liveness_side)};
    return liveness_.score(pyramid, crop).front() < from_.recaptured;
}

}  // namespace snapory
