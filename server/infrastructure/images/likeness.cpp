#include "infrastructure/images/likeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "application/ports/image_reader.hpp"
#include "infrastructure/images/resample.hpp"

namespace snapory {
namespace {

// Rec. 601 luma, 0 to 255.
int grey(const std::uint8_t* rgbx) { return (77 * rgbx[0] + 150 * rgbx[1] + 29 * rgbx[2]) >> 8; }

}  // namespace

std::string dominant_color(const Pixmap& image) {
    struct Cell {
        std::uint32_t count = 0;
        std::array<std::uint64_t, 3> sum{};
    };
    std::vector<Cell> cells(std::size_t{16} * 16 * 16);
    for (std::size_t at = 0; at < image.rgbx.size(); at += Pixmap::channels) {
        const std::uint8_t* pixel = &image.rgbx[at];
        Cell& cell =
            cells[std::size_t{pixel[0]} / 16 * 256 + std::size_t{pixel[1]} / 16 * 16 + pixel[2] / 16];
        ++cell.count;
        for (std::size_t c = 0; c < 3; ++c) cell.sum[c] += pixel[c];
    }
    const Cell& fullest = *std::ranges::max_element(cells, {}, &Cell::count);
    std::string text = "#";
    for (const std::uint64_t sum : fullest.sum) {
        const auto mean = fullest.count == 0 ? 0 : sum / fullest.count;
        text += "0123456789abcdef"[mean >> 4];
        text += "0123456789abcdef"[mean & 15];
    }
    return text;
}

std::uint64_t perceptual_hash(const Pixmap& image) {
    constexpr std::uint32_t side = 32, waves = 9;  // wave 0, the mean, tells nothing
    const Pixmap small = resampled(image, {side, side});
    std::array<std::array<double, side>, waves> cosine{};
    for (std::uint32_t k = 0; k < waves; ++k)
        for (std::uint32_t i = 0; i < side; ++i)
            cosine[k][i] = std::cos(std::numbers::pi / side * k * (i + 0.5));

    std::array<double, 64> amounts{};
    for (std::uint32_t v = 1; v < waves; ++v)
        for (std::uint32_t u = 1; u < waves; ++u)
            for (std::uint32_t y = 0; y < side; ++y)
                for (std::uint32_t x = 0; x < side; ++x)
                    amounts[(v - 1) * 8 + u - 1] +=
                        grey(small.row(y) + x * Pixmap::channels) * cosine[u][x] * cosine[v][y];

    std::array<double, 64> sorted = amounts;
    std::ranges::nth_element(sorted, sorted.begin() + 32);
    std::uint64_t hash = 0;
    for (const double f : amounts) hash = hash << 1 | (f >= sorted[32] ? 1 : 0);
    return hash;
}

double sharpness(const Pixmap& image) {
    const auto [width, height] = image.size;
    if (width < 3 || height < 3) return 0;
    std::vector<std::int16_t> grey_plane(std::size_t{width} * height);
    for (std::size_t i = 0; i < grey_plane.size(); ++i)
        grey_plane[i] = static_cast<std::int16_t>(grey(&image.rgbx[i * Pixmap::channels]));

    constexpr std::uint32_t steepest = 4 * 255;
    static_assert(std::uint64_t{steepest} * steepest * preview_side <=
                  std::numeric_limits<std::uint32_t>::max());
    std::int64_t sum = 0, squares = 0;
    for (std::uint32_t y = 1; y + 1 < height; ++y) {
        const std::int16_t* row = &grey_plane[std::size_t{y} * width];
        const std::int16_t* above = row - width;
        const std::int16_t* below = row + width;
        std::int32_t row_sum = 0;
        std::uint32_t row_squares = 0;
        for (std::uint32_t x = 1; x + 1 < width; ++x) {
            const std::int32_t edge = row[x - 1] + row[x + 1] + above[x] + below[x] - 4 * row[x];
            row_sum += edge;
            row_squares += static_cast<std::uint32_t>(edge * edge);
        }
        sum += row_sum;
        squares += row_squares;
    }
    const double count = static_cast<double>(width - 2) * (height - 2);
    const double mean = static_cast<double>(sum) / count;
    return static_cast<double>(squares) / count - mean * mean;
}

}  // namespace snapory
