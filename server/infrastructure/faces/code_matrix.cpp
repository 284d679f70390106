#include "infrastructure/faces/code_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace snapory {

CodeMatrix::CodeMatrix(std::size_t length, DotProducts products)
    : length_(length), stride_((length + dot_block - 1) / dot_block * dot_block), products_(products) {}

void CodeMatrix::add(std::span<const float> code) {
    require_length(code);
    codes_.insert(codes_.end(), code.begin(), code.end());
    codes_.resize(codes_.size() + stride_ - length_);
    bytes_.resize(bytes_.size() + stride_);
    coarse_.push_back(round(code, std::span(bytes_).last(stride_)));
}

std::vector<CodeMatrix::Hit> CodeMatrix::at_least(std::span<const float> code, float floor) const {
    require_length(code);
    std::vector<float> wanted(code.begin(), code.end());
    wanted.resize(stride_);
    std::vector<std::int8_t> wanted_bytes(stride_);
    const Coarse rounded = round(code, wanted_bytes);

    std::vector<Hit> hits;
    for (std::size_t row = 0; row < rows(); ++row) {
        const Coarse& coarse = coarse_[row];
        const auto product = products_.bytes(&bytes_[row * stride_], wanted_bytes.data(), stride_);
        const float near = static_cast<float>(product) * coarse.step * rounded.step;
        // Cauchy-Schwarz on what both roundings took away, with a little for the floats' own rounding.
        const float doubt = coarse.error + rounded.error * (1 + coarse.error) + 1e-5F;
        if (near < floor - doubt) continue;
        const float cosine = products_.floats(&codes_[row * stride_], wanted.data(), stride_);
        if (cosine >= floor) hits.push_back({row, cosine});
    }
    return hits;
}

void CodeMatrix::require_length(std::span<const float> code) const {
    if (code.size() == length_) return;
    throw std::invalid_argument("a face code of " + std::to_string(code.size()) + " values among codes of " +
                                std::to_string(length_));
}

CodeMatrix::Coarse CodeMatrix::round(std::span<const float> code, std::span<std::int8_t> bytes) const {
    float largest = 0;
    for (const float value : code) largest = std::max(largest, std::abs(value));
    const float step = largest > 0 ? largest / 127 : 1;
    float squares = 0;
    for (std::size_t i = 0; i < length_; ++i) {
        bytes[i] = static_cast<std::int8_t>(std::lround(code[i] / step));
        const float lost = code[i] - static_cast<float>(bytes[i]) * step;
        squares += lost * lost;
    }
    return {.step = step, .error = std::sqrt(squares)};
}

}  // namespace snapory
