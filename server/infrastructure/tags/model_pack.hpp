#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/embedding.hpp"

namespace snapory {

enum class PackOutput : std::uint8_t {
    classifier,  // scores [1, labels]
    detector,    // scores [1, boxes, labels]; the surest box of a label counts
    embedding,   // [1, numbers]: what a picture looks like
    image_text,  // the same, by a pair of models of which the other says it of texts
};
// Whether a model gives scores first, which have labels.
constexpr bool has_scores(PackOutput output) {
    return output == PackOutput::classifier || output == PackOutput::detector;
}

enum class PackLayout : std::uint8_t { nchw, nhwc };
enum class PackColours : std::uint8_t { rgb, bgr };
enum class PackScores : std::uint8_t {
    probabilities,  // 0 to 1 as they come
    sigmoid,        // logits, each by itself
    softmax,        // logits that share one whole
};

// Pictures of any kind lie near each other for a model that was trained to tell them from texts.
inline constexpr float usual_likeness_of_pairs = 0.8F;

// The model for texts of a pair.
struct PackText {
    std::filesystem::path model;
    std::filesystem::path merges;  // as BytePairs reads them
    float matches = 0;             // the least cosine of a picture that shows what a text says
};

// What a model pack says of itself: a folder with pack.toml, model.onnx and, for scores, labels.txt, or, for
// a pair, text.onnx and merges.txt. It adds words for photos, what similar ones are found by, or a search for
// what a text says, without code. docs/models.md describes it for those who make one.
struct ModelPack {
    ModelId id;
    std::filesystem::path model;
    PackOutput output = PackOutput::classifier;
    PackScores scores = PackScores::probabilities;
    float threshold = 0;                   // the least score that is shown
    std::optional<std::size_t> embedding;  // which output of the model says what a picture looks like
    float alike = usual_likeness;          // the least cosine of two pictures that look alike
    std::optional<PackText> text;          // of a pair
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

// The pack that says what photos look like, of which each photo has one embedding: the last that understands
// texts too, else the last that gives one. Null when none does.
const ModelPack* embedding_pack(const std::vector<ModelPack>& packs);

// Every pack that lies in one of these folders, by name; a folder that is missing holds none. Throws as
// read_model_pack does, and when two have the same id.
std::vector<ModelPack> read_model_packs(const std::vector<std::filesystem::path>& folders);

}  // namespace snapory
