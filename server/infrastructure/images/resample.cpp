#include "infrastructure/images/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace snapory {
namespace {

constexpr double lobes = 3;

double lanczos(double x) {
    x = std::abs(x);
    if (x < 1e-8) return 1;
    if (x >= lobes) return 0;
    const double angle = std::numbers::pi * x;
    return lobes * std::sin(angle) * std::sin(angle / lobes) / (angle * angle);
}

std::size_t rounded_up(std::size_t value, std::size_t step) { return (value + step - 1) / step * step; }

// The two loops in which the time goes. Written once in vector types; compiled once for any machine and once
// for those with AVX2, chosen at run time.

using Float4 [[gnu::vector_size(16)]] = float;
using Float16 [[gnu::vector_size(64)]] = float;
using Byte16 [[gnu::vector_size(16)]] = std::uint8_t;
constexpr std::size_t block = 16;

struct Narrowing {
    const float* wide;  // RGBX pixels
    const std::uint32_t* first;
    const std::uint32_t* count;
    const float* weights;
    std::uint32_t span;
    std::uint32_t width;  // of the output
    float* narrow;
};

[[gnu::always_inline]] inline void narrow_row(const Narrowing& job) {
    for (std::uint32_t x = 0; x < job.width; ++x) {
        const float* pixel = job.wide + std::size_t{job.first[x]} * Pixmap::channels;
        const float* weight = job.weights + std::size_t{x} * job.span;
        Float4 sum{};
        for (std::uint32_t k = 0; k < job.count[x]; ++k) {
            Float4 value;
            std::memcpy(&value, pixel + k * Pixmap::channels, sizeof value);
            sum += value * weight[k];
        }
        std::memcpy(job.narrow + std::size_t{x} * Pixmap::channels, &sum, sizeof sum);
    }
}

// `length` is a multiple of `block`.
[[gnu::always_inline]] inline void blend_rows(const float* const* rows, const float* weights,
                                              std::uint32_t count, std::size_t length, std::uint8_t* out) {
    for (std::size_t x = 0; x < length; x += block) {
        Float16 sum = Float16{} + 0.5F;
        for (std::uint32_t k = 0; k < count; ++k) {
            Float16 value;
            std::memcpy(&value, rows[k] + x, sizeof value);
            sum += value * weights[k];
        }
        sum = __builtin_elementwise_min(__builtin_elementwise_max(sum, Float16{}), Float16{} + 255.0F);
        const Byte16 bytes = __builtin_convertvector(sum, Byte16);
        std::memcpy(out + x, &bytes, sizeof bytes);
    }
}

struct Kernels {
    void (*narrow_row)(const Narrowing&);
    void (*blend_rows)(const float* const*, const float*, std::uint32_t, std::size_t, std::uint8_t*);
};

void narrow_row_anywhere(const Narrowing& job) { narrow_row(job); }
void blend_rows_anywhere(const float* const* rows, const float* weights, std::uint32_t count,
                         std::size_t length, std::uint8_t* out) {
    blend_rows(rows, weights, count, length, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void narrow_row_avx2(const Narrowing& job) { narrow_row(job); }
[[gnu::target("avx2,fma")]] void blend_rows_avx2(const float* const* rows, const float* weights,
                                                 std::uint32_t count, std::size_t length, std::uint8_t* out) {
    blend_rows(rows, weights, count, length, out);
}

Kernels best_kernels() {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return {narrow_row_avx2, blend_rows_avx2};
    return {narrow_row_anywhere, blend_rows_anywhere};
}
#else
Kernels best_kernels() { return {narrow_row_anywhere, blend_rows_anywhere}; }
#endif

const Kernels kernels = best_kernels();

}  // namespace

PixelSize fit(PixelSize size, std::uint32_t side) {
    const std::uint32_t longer = std::max(size.width, size.height);
    if (longer <= side) return size;
    const auto scaled = [&](std::uint32_t length) {
        const auto rounded = (std::uint64_t{length} * side + longer / 2) / longer;
        return std::max(std::uint32_t{1}, static_cast<std::uint32_t>(rounded));
    };
    return {scaled(size.width), scaled(size.height)};
}

Resampler::Filter::Filter(std::uint32_t in, std::uint32_t out) : first(out), count(out) {
    const double scale = static_cast<double>(in) / out;
    const double widening = std::max(1.0, scale);
    const double reach = in == out ? 0.5 : lobes * widening;
    span = std::min(in, static_cast<std::uint32_t>(std::ceil(2 * reach)) + 1);
    weights.resize(std::size_t{out} * span);
    for (std::uint32_t i = 0; i < out; ++i) {
        const double centre = (i + 0.5) * scale;
        const auto from = static_cast<std::uint32_t>(std::max(0.0, std::floor(centre - reach)));
        const auto to = std::min(in, static_cast<std::uint32_t>(std::ceil(centre + reach)));
        first[i] = from;
        count[i] = std::min(span, to - from);
        float* weight = &weights[std::size_t{i} * span];
        double sum = 0;
        for (std::uint32_t k = 0; k < count[i]; ++k) {
            const double value = lanczos((from + k + 0.5 - centre) / widening);
            weight[k] = static_cast<float>(value);
            sum += value;
        }
        for (std::uint32_t k = 0; k < count[i]; ++k) weight[k] = static_cast<float>(weight[k] / sum);
    }
}

Resampler::Resampler(PixelSize source, PixelSize target)
    : source_(source),
      target_(target),
      columns_(source.width, target.width),
      rows_(source.height, target.height),
      wide_(std::size_t{source.width} * Pixmap::channels),
      ring_stride_(rounded_up(target_.stride(), block)),
      ring_(ring_stride_ * rows_.span),
      window_(rows_.span),
      blended_(ring_stride_) {}

void Resampler::add_row(const std::uint8_t* rgbx) {
    float* const narrow = &ring_[received_ % rows_.span * ring_stride_];
    if (source_.width == target_.size.width) {
        std::copy_n(rgbx, wide_.size(), narrow);
    } else {
        std::copy_n(rgbx, wide_.size(), wide_.begin());
        kernels.narrow_row({wide_.data(), columns_.first.data(), columns_.count.data(),
                            columns_.weights.data(), columns_.span, target_.size.width, narrow});
    }
    ++received_;
    produce_rows();
}

void Resampler::produce_rows() {
    for (; produced_ < target_.size.height; ++produced_) {
        const std::uint32_t first = rows_.first[produced_];
        const std::uint32_t count = rows_.count[produced_];
        if (first + count > received_) return;
        for (std::uint32_t k = 0; k < count; ++k)
            window_[k] = &ring_[(first + k) % rows_.span * ring_stride_];
        const float* weights = &rows_.weights[std::size_t{produced_} * rows_.span];
        kernels.blend_rows(window_.data(), weights, count, ring_stride_, blended_.data());
        std::memcpy(target_.row(produced_), blended_.data(), target_.stride());
    }
}

Pixmap resampled(const Pixmap& image, PixelSize target) {
    if (image.size == target) return image;
    Resampler scaler(image.size, target);
    for (std::uint32_t y = 0; y < image.size.height; ++y) scaler.add_row(image.row(y));
    return scaler.take();
}

}  // namespace snapory
