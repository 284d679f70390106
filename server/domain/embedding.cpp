#include "domain/embedding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace snapory {
namespace {

// Of lists of one length. Summed in 32 bits for as long as that holds, which is twice as fast as in 64.
std::int64_t dot(std::span<const std::int8_t> a, std::span<const std::int8_t> b) {
    constexpr std::size_t block = 65'536;
    std::int64_t sum = 0;
    for (; !a.empty(); a = a.subspan(std::min(block, a.size())), b = b.subspan(std::min(block, b.size()))) {
        const auto first = a.first(std::min(block, a.size()));
        sum += std::inner_product(first.begin(), first.end(), b.begin(), std::int32_t{0});
    }
    return sum;
}

}  // namespace

Embedding embedding_of(const ModelId& model, std::span<const float> values, float alike) {
    constexpr float largest_byte = 127;
    float largest = 0;
    for (const float value : values) {
        if (!std::isfinite(value)) return {model, {}, alike};
        largest = std::max(largest, std::abs(value));
    }
    if (largest == 0) return {model, {}, alike};
    Embedding embedding{model, std::vector<std::int8_t>(values.size()), alike};
    std::ranges::transform(values, embedding.values.begin(), [&](float value) {
        return static_cast<std::int8_t>(std::lround(value / largest * largest_byte));
    });
    return embedding;
}

float cosine(const Embedding& a, const Embedding& b) {
    if (a.model != b.model || a.values.size() != b.values.size()) return 0;
    const auto lengths =
        static_cast<double>(dot(a.values, a.values)) * static_cast<double>(dot(b.values, b.values));
    return lengths == 0
               ? 0
               : static_cast<float>(static_cast<double>(dot(a.values, b.values)) / std::sqrt(lengths));
}

}  // namespace snapory
