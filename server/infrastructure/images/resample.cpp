#include "infrastructure/images/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace snapory {
namespace {

constexpr double lobes = 3;  // and lanczos() is written for this number

// sin(3a) = sin(a) (3 - 4 sin(a)^2) saves every other sine.
double lanczos(double x) {
    x = std::abs(x);
    if (x < 1e-8) return 1;
    if (x >= lobes) return 0;
    const double third = std::numbers::pi * x / lobes;
    const double sine = std::sin(third);
    return sine * sine * (3 - 4 * sine * sine) / (lobes * third * third);
}

std::size_t rounded_up(std::size_t value, std::size_t step) { return (value + step - 1) / step * step; }

// The loops in which the time goes. Written once in vector types; compiled once for any machine and once for
// those with AVX2, chosen at run time.

using Float16 [[gnu::vector_size(64)]] = float;
using Byte16 [[gnu::vector_size(16)]] = std::uint8_t;
constexpr std::size_t block = 16;  // what one vector holds
constexpr std::size_t batch_rows =
    block / Pixmap::channels;  // so that it holds one pixel of each row of a batch

struct Narrowing {
    const std::uint8_t* batch;  // batch_rows rows of RGBX pixels
    std::uint32_t wide_width;
    float* wide;  // room for the batch
    const std::uint32_t* first;
    const float* weights;
    std::uint32_t span;
    std::uint32_t width;
    float* rows[batch_rows];  // where the narrow rows go
};

// Puts the pixels of a column side by side.
[[gnu::always_inline]] inline void interleave(const Narrowing& job) {
    const std::size_t stride = std::size_t{job.wide_width} * Pixmap::channels;
    for (std::uint32_t x = 0; x < job.wide_width; ++x) {
        Byte16 column;
        for (std::size_t k = 0; k < batch_rows; ++k)
            std::memcpy(reinterpret_cast<std::uint8_t*>(&column) + k * Pixmap::channels,
                        job.batch + k * stride + x * Pixmap::channels, Pixmap::channels);
        const Float16 values = __builtin_convertvector(column, Float16);
        std::memcpy(job.wide + x * block, &values, sizeof values);
    }
}

[[gnu::always_inline]] inline void narrow_rows(const Narrowing& job) {
    interleave(job);
    for (std::uint32_t x = 0; x < job.width; ++x) {
        const float* column = job.wide + job.first[x] * block;
        const float* weight = job.weights + std::size_t{x} * job.span;
        Float16 sum{};
        for (std::uint32_t k = 0; k < job.span; ++k) {
            Float16 values;
            std::memcpy(&values, column + k * block, sizeof values);
            sum += values * weight[k];
        }
        for (std::size_t k = 0; k < batch_rows; ++k)
            std::memcpy(job.rows[k] + x * Pixmap::channels,
                        reinterpret_cast<const float*>(&sum) + k * Pixmap::channels,
                        Pixmap::channels * sizeof(float));
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
    void (*narrow_rows)(const Narrowing&);
    void (*blend_rows)(const float* const*, const float*, std::uint32_t, std::size_t, std::uint8_t*);
};

void narrow_rows_anywhere(const Narrowing& job) { narrow_rows(job); }
void blend_rows_anywhere(const float* const* rows, const float* weights, std::uint32_t count,
                         std::size_t length, std::uint8_t* out) {
    blend_rows(rows, weights, count, length, out);
}
constexpr Kernels anywhere{narrow_rows_anywhere, blend_rows_anywhere};

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void narrow_rows_avx2(const Narrowing& job) { narrow_rows(job); }
[[gnu::target("avx2,fma")]] void blend_rows_avx2(const float* const* rows, const float* weights,
                                                 std::uint32_t count, std::size_t length, std::uint8_t* out) {
    blend_rows(rows, weights, count, length, out);
}

Kernels best_kernels() {
    const bool modern = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return modern ? Kernels{narrow_rows_avx2, blend_rows_avx2} : anywhere;
}
#else
Kernels best_kernels() { return anywhere; }
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

Resampler::Filter::Filter(std::uint32_t in, std::uint32_t out) : first(out) {
    const double scale = static_cast<double>(in) / out;
    const double widening = std::max(1.0, scale);
    const double reach = in == out ? 0.5 : lobes * widening;
    span = std::min(in, static_cast<std::uint32_t>(std::ceil(2 * reach)));
    weights.resize(std::size_t{out} * span);
    for (std::uint32_t i = 0; i < out; ++i) {
        const double centre = (i + 0.5) * scale;
        const auto from = static_cast<std::uint32_t>(std::max(0.0, std::ceil(centre - reach - 0.5)));
        first[i] = std::min(from, in - span);
        float* weight = &weights[std::size_t{i} * span];
        double sum = 0;
        for (std::uint32_t k = 0; k < span; ++k) {
            const double value = lanczos((first[i] + k + 0.5 - centre) / widening);
            weight[k] = static_cast<float>(value);
            sum += value;
        }
        for (std::uint32_t k = 0; k < span; ++k) weight[k] = static_cast<float>(weight[k] / sum);
    }
}

Resampler::Resampler(PixelSize source, PixelSize target)
    : source_(source),
      target_(target),
      columns_(source.width, target.width),
      rows_(source.height, target.height),
      batch_(std::size_t{source.width} * block),
      wide_(std::size_t{source.width} * block),
      ring_rows_(rows_.span + batch_rows),
      ring_stride_(rounded_up(target_.stride(), block)),
      ring_(ring_stride_ * ring_rows_),
      window_(rows_.span),
      blended_(ring_stride_) {}

void Resampler::add_row(const std::uint8_t* rgbx) {
    const std::size_t stride = std::size_t{source_.width} * Pixmap::channels;
    std::copy_n(rgbx, stride, &batch_[received_ % batch_rows * stride]);
    ++received_;
    if (received_ % batch_rows != 0 && received_ != source_.height) return;
    narrow_batch();
    produce_rows();
}

void Resampler::narrow_batch() {
    Narrowing job{batch_.data(),           source_.width, wide_.data(),       columns_.first.data(),
                  columns_.weights.data(), columns_.span, target_.size.width, {}};
    for (std::uint32_t k = 0; k < batch_rows; ++k) job.rows[k] = ring_row(narrowed_ + k);
    kernels.narrow_rows(job);
    narrowed_ = received_;
}

void Resampler::produce_rows() {
    for (; produced_ < target_.size.height; ++produced_) {
        const std::uint32_t first = rows_.first[produced_];
        if (first + rows_.span > narrowed_) return;
        for (std::uint32_t k = 0; k < rows_.span; ++k) window_[k] = ring_row(first + k);
        kernels.blend_rows(window_.data(), &rows_.weights[std::size_t{produced_} * rows_.span], rows_.span,
                           ring_stride_, blended_.data());
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
