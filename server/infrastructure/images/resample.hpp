#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// The largest size of the same shape whose longer side is at most `side`; never larger than `size`, never
// empty.
PixelSize fit(PixelSize size, std::uint32_t side);

// Resamples an image while its rows arrive, so that memory does not grow with the original's height.
// Separable Lanczos filter of three lobes, widened where the image shrinks; edges are filtered with what
// there is of them.
class Resampler {
public:
    Resampler(PixelSize source, PixelSize target);

    // The next row from the top: source.width * Pixmap::channels bytes. Exactly source.height rows are due.
    void add_row(const std::uint8_t* rgbx);
    Pixmap take() { return std::move(target_); }

private:
    // The range of inputs that weigh in for each output position, and their weights, which sum to 1. All
    // ranges are equally long, so that the loops over them run alike.
    struct Filter {
        Filter(std::uint32_t in, std::uint32_t out);

        std::uint32_t span;  // inputs for each output
        std::vector<std::uint32_t> first;
        std::vector<float> weights;
    };

    void narrow_batch();
    void produce_rows();
    float* ring_row(std::uint32_t y) { return &ring_[y % ring_rows_ * ring_stride_]; }

    PixelSize source_;
    Pixmap target_;
    Filter columns_, rows_;
    std::vector<std::uint8_t> batch_;  // rows that wait to be made narrow together
    std::vector<float> wide_;          // the same, pixel by pixel
    std::uint32_t ring_rows_;
    std::size_t ring_stride_;
    std::vector<float> ring_;  // the last rows that are narrow already
    std::vector<const float*> window_;
    std::vector<std::uint8_t> blended_;
    std::uint32_t received_ = 0;
    std::uint32_t narrowed_ = 0;
    std::uint32_t produced_ = 0;
};

Pixmap resampled(const Pixmap& image, PixelSize target);

}  // namespace snapory
