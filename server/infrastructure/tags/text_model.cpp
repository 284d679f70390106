#include "infrastructure/tags/text_model.hpp"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "application/ports/unavailable.hpp"
#include "infrastructure/tags/load_network.hpp"

namespace snapory {
namespace {

constexpr std::size_t usual_tokens = 77;  // that CLIP was made for, where a model takes any number
constexpr std::int64_t fewest_tokens = 3;

BytePairs read_merges(const std::filesystem::path& file) {
    std::ifstream lines(file);
    if (!lines) throw Unavailable(file.string() + " cannot be opened");
    try {
        return BytePairs(lines);
    } catch (const std::invalid_argument& error) {
        throw Unavailable(file.string() + " " + error.what());
    }
}

bool takes_tokens(const TensorKind& input) {
    return input.element == Element::integer && input.shape.size() == 2 && input.shape[0] <= 1 &&
           (input.shape[1] < 0 || input.shape[1] >= fewest_tokens);
}

bool gives_embedding(const std::vector<TensorKind>& outputs) {
    return !outputs.empty() && outputs[0].element == Element::real && outputs[0].shape.size() == 2;
}

Network load(const std::filesystem::path& model, unsigned threads) {
    auto network = load_network(model, threads);
    if (!takes_tokens(network.input()))
        throw Unavailable(model.string() + " does not take tokens as int64 [1, tokens]");
    if (!gives_embedding(network.outputs()))
        throw Unavailable(model.string() + " does not give an embedding [1, numbers] as its first output");
    return network;
}

}  // namespace

TextModel::TextModel(const ModelPack& pack, unsigned threads)
    : id_(pack.id),
      matches_(pack.text->matches),
      pairs_(read_merges(pack.text->merges)),
      network_(load(pack.text->model, threads)) {}

Embedding TextModel::read(const std::string& text) const {
    const auto length = network_.input().shape[1];
    auto tokens = pairs_.tokens(text, length < 0 ? usual_tokens : static_cast<std::size_t>(length));
    if (length > 0) tokens.resize(static_cast<std::size_t>(length));  // with zeros, as CLIP has them
    return embedding_of(id_, network_.run(std::span<const std::int64_t>(tokens)).front(), matches_);
}

std::int64_t TextModel::embedding_width() const { return network_.outputs().front().shape.back(); }

}  // namespace snapory
