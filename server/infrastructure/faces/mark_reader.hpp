#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "application/ports/face_reader.hpp"
#include "infrastructure/faces/face_manifest.hpp"
#include "infrastructure/faces/landmark_reader.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {

// Gives one number for each square crop of a picture.
class CropScorer {
public:
    // `side` in pixels, of the crops that the network takes.
    CropScorer(Network network, std::uint32_t side) : network_(std::move(network)), side_(side) {}

    // A crop is what its Similarity, made for `side` pixels, takes to the picture.
    std::vector<float> score(const Pyramid& pyramid, std::span<const Similarity> crops) const;

private:
    Network network_;
    std::uint32_t side_;
};

// Reads the marks of faces. Its calls may be made from any thread.
class MarkReader {
public:
    MarkReader(const FaceManifest& manifest, unsigned threads);

    // In the order of the faces, of which the largest come first.
    std::vector<FaceMarks> read(const Pyramid& pyramid, std::span<const LocatedFace> faces) const;

    // See FaceReader; `face` is where the face lies.
    bool looks_recaptured(const Pyramid& pyramid, const Region& face) const;

private:
    void read_eyes(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                   std::span<FaceMarks> marks) const;
    void read_smiles(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                     std::span<FaceMarks> marks) const;
    bool read_youth(const Pyramid& pyramid, std::span<const LocatedFace> faces,
                    std::span<FaceMarks> marks) const;
    Youth youth_of(float years) const;

    MarkThresholds from_;
    CropScorer eyes_;
    CropScorer smile_;
    CropScorer youth_;
    CropScorer liveness_;
};

}  // namespace snapory
