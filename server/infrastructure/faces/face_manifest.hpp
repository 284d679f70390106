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

// What models/manifest.toml says of the face models.
struct FaceManifest {
    ModelId id;
    MatchThresholds thresholds;
    ModelFile detector;
    ModelFile landmarks;
    ModelFile embedder;
};

// Reads manifest.toml of the folder that script/models made. Throws Unavailable when it is missing or wrong.
FaceManifest read_face_manifest(const std::filesystem::path& folder);

// The file's content; throws Unavailable when it is missing or is not the file that the manifest names.
std::vector<std::byte> read_model(const ModelFile& file);

}  // namespace snapory
