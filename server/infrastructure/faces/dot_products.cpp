#include "infrastructure/faces/dot_products.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace snapory {
namespace {

std::int32_t portable_bytes(const std::int8_t* a, const std::int8_t* b, std::size_t length) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += a[i] * b[i];
    return sum;
}

// Sums apart, so that the compiler may keep them in one register's lanes.
float portable_floats(const float* a, const float* b, std::size_t length) {
    float lanes[dot_block] = {};
    for (std::size_t i = 0; i < length; i += dot_block) {
        for (std::size_t lane = 0; lane < dot_block; ++lane) lanes[lane] += a[i + lane] * b[i + lane];
    }
    float sum = 0;
    for (const float lane : lanes) sum += lane;
    return sum;
}

#if defined(__x86_64__)

// maddubs wants one factor without sign: |a| * (b with a's sign). Pairs of products stay below 2^15, since no
// value is -128.
__attribute__((target("avx2"))) std::int32_t avx2_bytes(const std::int8_t* a, const std::int8_t* b,
                                                        std::size_t length) {
    __m256i sums = _mm256_setzero_si256();
    const __m256i ones = _mm256_set1_epi16(1);
    for (std::size_t i = 0; i < length; i += 32) {
        const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i));
        const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i));
        const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(y, x));
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, ones));
    }
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, _MM_SHUFFLE(1, 0, 3, 2)));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, _MM_SHUFFLE(2, 3, 0, 1)));
    return _mm_cvtsi128_si32(half);
}

__attribute__((target("avx2,fma"))) float avx2_floats(const float* a, const float* b, std::size_t length) {
    __m256 sums[4] = {};
    for (std::size_t i = 0; i < length; i += 32) {
        for (std::size_t part = 0; part < 4; ++part) {
            const std::size_t at = i + 8 * part;
            sums[part] = _mm256_fmadd_ps(_mm256_loadu_ps(a + at), _mm256_loadu_ps(b + at), sums[part]);
        }
    }
    const __m256 all = _mm256_add_ps(_mm256_add_ps(sums[0], sums[1]), _mm256_add_ps(sums[2], sums[3]));
    __m128 half = _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    half = _mm_add_ss(half, _mm_movehdup_ps(half));
    return _mm_cvtss_f32(half);
}

#endif

}  // namespace

DotProducts portable_dot_products() { return {portable_bytes, portable_floats}; }

std::optional<DotProducts> avx2_dot_products() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return DotProducts{avx2_bytes, avx2_floats};
#endif
    return std::nullopt;
}

DotProducts fastest_dot_products() { return avx2_dot_products().value_or(portable_dot_products()); }

}  // namespace snapory
