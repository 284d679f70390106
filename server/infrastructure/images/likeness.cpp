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
[[gnu::always_inline]] inline int grey(const std::uint8_t* rgbx) {
    return (77 * rgbx[0] + 150 * rgbx[1] + 29 * rgbx[2]) >> 8;
}

// Of the Laplacian.
struct Edges {
    std::int64_t sum = 0;
    std::int64_t squares = 0;
};

// Loops over whole rows, compiled once for any machine and once for those with AVX2, chosen at run time.

[[gnu::always_inline]] inline void make_grey(const std::uint8_t* rgbx, std::uint32_t width,
                                             std::int16_t* row) {
    for (std::uint32_t x = 0; x < width; ++x)
        row[x] = static_cast<std::int16_t>(grey(rgbx + std::size_t{x} * Pixmap::channels));
}

[[gnu::always_inline]] inline void add_edges(const std::int16_t* above, const std::int16_t* row,
                                             const std::int16_t* below, std::uint32_t width, Edges& edges) {
    constexpr std::uint32_t steepest = 4 * 255;
    static_assert(std::uint64_t{steepest} * steepest * preview_side <=
                  std::numeric_limits<std::uint32_t>::max());
    std::int32_t sum = 0;
    std::uint32_t squares = 0;
    for (std::uint32_t x = 1; x + 1 < width; ++x) {
        const std::int32_t edge = row[x - 1] + row[x + 1] + above[x] + below[x] - 4 * row[x];
        sum += edge;
        squares += static_cast<std::uint32_t>(edge * edge);
    }
    edges.sum += sum;
    edges.squares += squares;
}

struct Kernels {
    void (*make_grey)(const std::uint8_t*, std::uint32_t, std::int16_t*);
    void (*add_edges)(const std::int16_t*, const std::int16_t*, const std::int16_t*, std::uint32_t, Edges&);
};

#if defined(__x86_64__)
[[gnu::target("avx2")]] void make_grey_avx2(const std::uint8_t* rgbx, std::uint32_t width,
                                            std::int16_t* row) {
    make_grey(rgbx, width, row);
}
[[gnu::target("avx2")]] void add_edges_avx2(const std::int16_t* above, const std::int16_t* row,
                                            const std::int16_t* below, std::uint32_t width, Edges& edges) {
    add_edges(above, row, below, width, edges);
}
const Kernels kernels =
    __builtin_cpu_supports("avx2") ? Kernels{make_grey_avx2, add_edges_avx2} : Kernels{make_grey, add_edges};
#else
const Kernels kernels{make_grey, add_edges};
#endif

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
    constexpr std::uint32_t window = 3;
    std::array<std::vector<std::int16_t>, window> grey_rows;
    for (auto& row : grey_rows) row.resize(width);
    const auto grey_row = [&](std::uint32_t y) { return grey_rows[y % window].data(); };

    Edges edges;
    for (std::uint32_t y = 0; y < height; ++y) {
        kernels.make_grey(image.row(y), width, grey_row(y));
        if (y >= 2) kernels.add_edges(grey_row(y - 2), grey_row(y - 1), grey_row(y), width, edges);
    }
    const double count = static_cast<double>(width - 2) * (height - 2);
    const double mean = static_cast<double>(edges.sum) / count;
    return static_cast<double>(edges.squares) / count - mean * mean;
}

}  // namespace snapory
