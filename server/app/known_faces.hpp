#pragma once

#include <filesystem>
#include <vector>

#include "app/face_accuracy.hpp"
#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"

namespace snapory {

// Reads photos of which is known who is in them, on every processor. Photos that cannot be read are left out
// with a line on standard error. Throws UsageError for a folder that holds no photo. The parts must outlive
// it.
class KnownFaces {
public:
    // `face_width`: each photo is shrunk until its largest face is this many pixels wide, as if it was taken
    // from further away; 0 leaves it as it is.
    KnownFaces(ImageReader& images, FaceReader& faces, float face_width)
        : images_(images), faces_(faces), face_width_(face_width) {}

    // Each folder that holds photos is a person, named by its path within `folder`; the largest face of a
    // photo is theirs.
    std::vector<KnownFace> people(const std::filesystem::path& folder) const;
    // Every face of every photo is somebody else, and none of the people.
    std::vector<KnownFace> strangers(const std::filesystem::path& folder) const;

private:
    struct Labelled;
    std::vector<KnownFace> read_all(std::vector<Labelled> photos) const;
    std::vector<KnownFace> read(const Labelled& photo) const;
    std::vector<FaceReading> from_afar(const RgbImage& pixels, float width_share) const;

    ImageReader& images_;
    FaceReader& faces_;
    float face_width_;
};

}  // namespace snapory
