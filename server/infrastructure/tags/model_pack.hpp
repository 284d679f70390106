#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/id.hpp"

namespace snapory {

enum class PackOutput : std::uint8_t {
    classifier,  // scores [1, labels]
    detector,    // scores [1, boxes, labels]; the surest box of a label counts
    embedding,   // [1, numbers]: what a picture looks like
};
enum class PackLayout : std::uint8_t { nchw, nhwc };
enum class PackColours : std::uint8_t { rgb, bgr };
enum class PackScores : std::uint8_t {
    probabilities,  // 0 to 1 as they come
    sigmoid,        // logits, each by itself
    softmax,        // logits that share one whole
};

// What a model pack says of itself: a folder with pack.toml, model.onnx and, for scores, labels.txt, which
// adds words for photos, or what similar ones are found by, without code. docs/models.md describes it for
// those who make one.
struct ModelPack {
    ModelId id;
    std::filesystem::path model;
    PackOutput output = PackOutput::classifier;
    PackScores scores = PackScores::probabilities;
    float threshold = 0;                   // the least score that is shown
    std::optional<std::size_t> embedding;  // which output of the model says what a picture looks like
    PackLayout layout = PackLayout::nchw;
    PackColours colours = PackColours::rgb;
    std::uint32_t width = 0;  // pixels that the model takes; pictures are stretched to them
    std::uint32_t height = 0;
    // For a model of float32: value = (byte - mean) / deviation, in the order of `colours`.
    std::array<float, 3> mean{};
    std::array<float, 3> deviation{1, 1, 1};
    std::vector<std::string> labels;  // in the order of the scores; empty where a score is no tag
};

// Reads the pack in this folder, but not its model. Throws Unavailable with the file and what is wrong in it.
ModelPack read_model_pack(const std::filesystem::path& folder);

// Every pack that lies in one of these folders, by name; a folder that is missing holds none. Throws as
// read_model_pack does, and when two have the same id.
std::vector<ModelPack> read_model_packs(const std::vector<std::filesystem::path>& folders);

}  // namespace snapory
