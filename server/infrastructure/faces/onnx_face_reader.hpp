#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "application/ports/face_reader.hpp"

namespace snapory {

struct FaceModels {
    std::filesystem::path folder;  // where script/models or the package put them
    unsigned threads = 1;          // that one read() may use; reads themselves may run beside each other
    std::chrono::milliseconds idle{
        300'000};  // models unused for this long leave RAM and come back when needed
};

// Detection, landmarks, alignment and codes with ONNX Runtime on the CPU. Reads the manifest at once and the
// models at the first read(). Throws Unavailable when there is no usable manifest.
std::unique_ptr<FaceReader> make_onnx_face_reader(const FaceModels& models);

}  // namespace snapory
