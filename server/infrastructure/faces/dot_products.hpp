#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace snapory {

// Products of two rows of equal length, which must be a multiple of `dot_block`; rows need no alignment.
struct DotProducts {
    // Values within -127..127.
    std::int32_t (*bytes)(const std::int8_t* a, const std::int8_t* b, std::size_t length);
    float (*floats)(const float* a, const float* b, std::size_t length);
};

inline constexpr std::size_t dot_block = 32;

DotProducts portable_dot_products();
std::optional<DotProducts> avx2_dot_products();  // nothing when this processor lacks AVX2 or FMA
DotProducts fastest_dot_products();

}  // namespace snapory
