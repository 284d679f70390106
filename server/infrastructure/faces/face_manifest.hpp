#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "domain/face.hpp"

namespace snapory {

struct ModelFile {
    std::filesystem::path path;
    std::string sha256;  // lower-case hex
};

// From where on the marks of a face count; each is what its model gives, see models/face_marks.py.
struct MarkThresholds {
    float closed = 1;      // of both eyes
    float smiling = 1;     // how happy
    float young = 0;       // looks younger than this
    float grown = 0;       // looks at least this old; at least `young`
    float recaptured = 0;  // is less live than this
};

// What models/manifest.toml says of the face models.
struct FaceManifest {
    ModelId id;
    MatchThresholds thresholds;
    ModelFile detector;
    ModelFile landmarks;
    ModelFile embedder;
    ModelFile eyes;
    ModelFile smile;
    ModelFile youth;
    ModelFile liveness;
    MarkThresholds marks;
};

// Reads manifest.toml of the folder that script/models made. Throws Unavailable when it is missing or wrong.
FaceManifest read_face_manifest(const std::filesystem::path& folder);

// The file's content; throws Unavailable when it is missing or is not the file that the manifest names.
std::vector<std::byte> read_model(const ModelFile& file);

}  // namespace snapory
