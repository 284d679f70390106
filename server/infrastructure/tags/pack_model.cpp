#include "infrastructure/tags/pack_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "application/ports/unavailable.hpp"
#include "infrastructure/inference/picture.hpp"
#include "infrastructure/tags/load_network.hpp"

namespace snapory {
namespace {

constexpr std::size_t channels = 3;

[[noreturn]] void refuse(const ModelPack& pack, const std::string& why) {
    throw Unavailable(pack.model.string() + " " + why);
}

std::vector<std::int64_t> input_shape(const ModelPack& pack) {
    if (pack.layout == PackLayout::nhwc) return {1, pack.height, pack.width, channels};
    return {1, channels, pack.height, pack.width};
}

std::string text_of(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const auto size : shape) text += (text.empty() ? "[" : ", ") + std::to_string(size);
    return text + "]";
}

bool fits(const std::vector<std::int64_t>& given, const std::vector<std::int64_t>& taken) {
    return std::ranges::equal(given, taken, [](auto size, auto most) { return most < 0 || size == most; });
}

void check_input(const ModelPack& pack, const TensorKind& input) {
    const auto given = input_shape(pack);
    if (!fits(given, input.shape))
        refuse(pack, "takes " + text_of(input.shape) + ", but pack.toml says " + text_of(given));
    if (input.element != Element::byte && input.element != Element::real)
        refuse(pack, "takes neither float32 nor uint8");
    if (input.element == Element::byte &&
        (pack.layout != PackLayout::nhwc || pack.colours != PackColours::rgb))
        refuse(pack, "takes bytes, which are handed over as nhwc and rgb; pack.toml says otherwise");
}

bool gives(const std::vector<TensorKind>& outputs, std::size_t index, std::size_t rank) {
    return index < outputs.size() && outputs[index].element == Element::real &&
           outputs[index].shape.size() == rank;
}

void check_scores(const ModelPack& pack, const std::vector<TensorKind>& outputs) {
    const std::size_t rank = pack.output == PackOutput::classifier ? 2 : 3;
    if (!gives(outputs, 0, rank)) refuse(pack, "does not give the scores that its kind of output has first");
    const auto last = outputs[0].shape.back();
    if (last >= 0 && static_cast<std::size_t>(last) != pack.labels.size())
        refuse(pack, "gives " + std::to_string(last) + " scores, but labels.txt has " +
                         std::to_string(pack.labels.size()) + " lines");
}

void check_outputs(const ModelPack& pack, const std::vector<TensorKind>& outputs) {
    if (has_scores(pack.output)) check_scores(pack, outputs);
    if (pack.embedding && !gives(outputs, *pack.embedding, 2))
        refuse(pack, "does not give an embedding [1, numbers] as its output number " +
                         std::to_string(*pack.embedding + 1));
}

// Of a picture that already has the size that the pack wants.
std::vector<float> prepared(const Picture& picture, const ModelPack& pack) {
    const std::size_t area = std::size_t{pack.width} * pack.height;
    const bool planes = pack.layout == PackLayout::nchw;
    std::vector<float> values(channels * area);
    for (std::size_t i = 0; i < area; ++i) {
        for (std::size_t c = 0; c < channels; ++c) {
            const std::size_t from = pack.colours == PackColours::rgb ? c : channels - 1 - c;
            values[planes ? c * area + i : channels * i + c] =
                (static_cast<float>(picture.rgb[channels * i + from]) - pack.mean.at(c)) /
                pack.deviation.at(c);
        }
    }
    return values;
}

void apply_softmax(std::span<float> scores) {
    const float greatest = *std::ranges::max_element(scores);
    float sum = 0;
    for (float& score : scores) {
        score = std::exp(score - greatest);
        sum += score;
    }
    for (float& score : scores) score /= sum;
}

void make_probabilities(std::span<float> scores, PackScores meaning) {
    if (meaning == PackScores::softmax) apply_softmax(scores);
    if (meaning != PackScores::sigmoid) return;
    for (float& score : scores) score = 1 / (1 + std::exp(-score));
}

}  // namespace

PackModel::PackModel(ModelPack pack, unsigned threads)
    : pack_(std::move(pack)), network_(load_network(pack_.model, threads)) {
    check_input(pack_, network_.input());
    check_outputs(pack_, network_.outputs());
}

Sight PackModel::see(const PixelView& picture) const {
    auto outputs = run(picture);
    Sight sight;
    if (has_scores(pack_.output)) sight.tags = tags(outputs.front());
    if (pack_.embedding) sight.embedding = embedding_of(pack_.id, outputs.at(*pack_.embedding), pack_.alike);
    return sight;
}

std::int64_t PackModel::embedding_width() const {
    return network_.outputs().at(*pack_.embedding).shape.back();
}

std::vector<std::vector<float>> PackModel::run(const PixelView& picture) const {
    const Picture small = stretch(picture, pack_.width, pack_.height);
    return network_.input().element == Element::byte
               ? network_.run(small.rgb, 1, small.height, small.width)
               : network_.run(prepared(small, pack_), input_shape(pack_));
}

std::vector<Tag> PackModel::tags(std::span<float> scores) const {
    std::map<std::string, float> surest;
    const std::size_t width = pack_.labels.size();
    for (std::size_t box = 0; box + width <= scores.size(); box += width) {
        const auto row = scores.subspan(box, width);
        make_probabilities(row, pack_.scores);
        for (std::size_t i = 0; i < width; ++i) {
            if (pack_.labels[i].empty() || !(row[i] >= pack_.threshold)) continue;
            float& best = surest[pack_.labels[i]];
            best = std::max(best, std::min(row[i], 1.0F));
        }
    }
    std::vector<Tag> found;
    for (const auto& [label, score] : surest) found.push_back({label, score, pack_.id});
    return found;
}

}  // namespace snapory
