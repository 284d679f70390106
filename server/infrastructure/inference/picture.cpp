#include "infrastructure/inference/picture.hpp"

#include <algorithm>
#include <cmath>

namespace snapory {
namespace {

constexpr std::size_t channels = 3;

// Rounds a value that is not negative; std::lround would be a call for each.
std::uint8_t to_byte(float value) {
    constexpr float half = 0.5F;
    return static_cast<std::uint8_t>(std::min(255.0F, value + half));
}

// Which source pixels one new pixel covers along an axis; the first and the last of them only in part.
struct Cover {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    float first_weight = 1;
    float last_weight = 1;

    float weight(std::uint32_t index) const {
        if (index == first) return first_weight;
        return index == last ? last_weight : 1;
    }
};

std::vector<Cover> covers(std::uint32_t from, std::uint32_t to) {
    const double step = static_cast<double>(from) / to;
    std::vector<Cover> all(to);
    for (std::uint32_t i = 0; i < to; ++i) {
        const double begin = i * step;
        const double end = std::min<double>((i + 1) * step, from);
        Cover& cover = all[i];
        cover.first = static_cast<std::uint32_t>(begin);
        cover.last = std::max(cover.first, static_cast<std::uint32_t>(std::ceil(end - 1e-6)) - 1);
        cover.first_weight = static_cast<float>(std::min<double>(cover.first + 1, end) - begin);
        cover.last_weight = static_cast<float>(end - cover.last);
    }
    return all;
}

// Adds one source row, times its weight, to the sums that become a new row.
void add_row(const std::uint8_t* row, float weight, std::span<float> sums) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * static_cast<float>(row[i]);
}

void gather_columns(std::span<const float> sums, std::span<const Cover> columns, float share,
                    std::uint8_t* row) {
    for (const Cover& cover : columns) {
        float pixel[channels] = {};
        for (std::uint32_t x = cover.first; x <= cover.last; ++x) {
            const float weight = cover.weight(x);
            for (std::size_t c = 0; c < channels; ++c) pixel[c] += weight * sums[x * channels + c];
        }
        for (const float value : pixel) *row++ = to_byte(value * share);
    }
}

Picture halve(const PixelView& picture) {
    Picture half(picture.width / 2, picture.height / 2);
    const std::size_t stride = channels * picture.width;
    for (std::uint32_t y = 0; y < half.height; ++y) {
        const std::uint8_t* above = picture.rgb.data() + 2 * stride * y;
        const std::uint8_t* below = above + stride;
        std::uint8_t* out = half.rgb.data() + y * channels * half.width;
        for (std::uint32_t x = 0; x < half.width; ++x, above += 2 * channels, below += 2 * channels) {
            for (std::size_t c = 0; c < channels; ++c) {
                const int sum = above[c] + above[c + channels] + below[c] + below[c + channels];
                *out++ = static_cast<std::uint8_t>((sum + 2) / 4);
            }
        }
    }
    return half;
}

// Adds the pixel at column x, row y, times `weight`; what lies outside of the picture is black.
void add_pixel(const PixelView& picture, std::int64_t x, std::int64_t y, float weight, float* pixel) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
    const std::uint8_t* from =
        picture.rgb.data() + (static_cast<std::size_t>(y) * picture.width + x) * channels;
    for (std::size_t c = 0; c < channels; ++c) pixel[c] += weight * static_cast<float>(from[c]);
}

// Far outside it is black too, and so are the coordinates that a model gone wrong may give: infinite or no
// number.
bool touches(const PixelView& picture, Point at) {
    return at.x > -1 && at.y > -1 && at.x < static_cast<float>(picture.width) + 1 &&
           at.y < static_cast<float>(picture.height) + 1;
}

void interpolate(const PixelView& picture, Point at, std::uint8_t* out) {
    if (!touches(picture, at)) {
        std::fill_n(out, channels, std::uint8_t{0});
        return;
    }
    const float column = std::floor(at.x - 0.5F);
    const float row = std::floor(at.y - 0.5F);
    const float right = at.x - 0.5F - column;
    const float below = at.y - 0.5F - row;
    const auto x = static_cast<std::int64_t>(column);
    const auto y = static_cast<std::int64_t>(row);
    float pixel[channels] = {};
    add_pixel(picture, x, y, (1 - right) * (1 - below), pixel);
    add_pixel(picture, x + 1, y, right * (1 - below), pixel);
    add_pixel(picture, x, y + 1, (1 - right) * below, pixel);
    add_pixel(picture, x + 1, y + 1, right * below, pixel);
    for (std::size_t c = 0; c < channels; ++c) out[c] = to_byte(pixel[c]);
}

Point nearest_in(const PixelView& picture, Point at) {
    return {std::clamp(at.x, 0.5F, static_cast<float>(picture.width) - 0.5F),
            std::clamp(at.y, 0.5F, static_cast<float>(picture.height) - 0.5F)};
}

}  // namespace

Picture shrink(const PixelView& picture, std::uint32_t width, std::uint32_t height) {
    Picture small(width, height);
    const auto rows = covers(picture.height, height);
    const auto columns = covers(picture.width, width);
    const std::size_t stride = channels * picture.width;
    const float share = static_cast<float>(width) * static_cast<float>(height) /
                        (static_cast<float>(picture.width) * static_cast<float>(picture.height));
    std::vector<float> sums(stride);
    for (std::uint32_t y = 0; y < height; ++y) {
        std::ranges::fill(sums, 0.0F);
        for (std::uint32_t source = rows[y].first; source <= rows[y].last; ++source) {
            add_row(picture.rgb.data() + source * stride, rows[y].weight(source), sums);
        }
        gather_columns(sums, columns, share, small.rgb.data() + y * channels * width);
    }
    return small;
}

Picture stretch(const PixelView& picture, std::uint32_t width, std::uint32_t height) {
    Picture small = shrink(picture, std::min(width, picture.width), std::min(height, picture.height));
    if (small.width == width && small.height == height) return small;
    Picture large(width, height);
    const auto scaled = [](std::uint32_t i, std::uint32_t from, std::uint32_t to) {
        const float at = (static_cast<float>(i) + 0.5F) * static_cast<float>(from) / static_cast<float>(to);
        return std::clamp(at, 0.5F, static_cast<float>(from) - 0.5F);  // beyond the outer pixels it is black
    };
    std::uint8_t* out = large.rgb.data();
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x, out += channels)
            interpolate(small.view(), {scaled(x, small.width, width), scaled(y, small.height, height)}, out);
    return large;
}

Picture pad(const PixelView& picture, std::uint32_t width, std::uint32_t height, std::uint8_t fill) {
    Picture large(width, height, fill);
    const std::size_t stride = channels * picture.width;
    for (std::uint32_t y = 0; y < picture.height; ++y) {
        std::ranges::copy(picture.rgb.subspan(y * stride, stride),
                          large.rgb.begin() + static_cast<std::ptrdiff_t>(y * channels * width));
    }
    return large;
}

float Similarity::scale() const { return std::hypot(scale_cos, scale_sin); }

Pyramid::Pyramid(const PixelView& picture) : picture_(picture) {
    PixelView level = picture;
    while (std::min(level.width, level.height) >= 128) {
        halvings_.push_back(halve(level));
        level = halvings_.back().view();
    }
}

void Pyramid::cut(Similarity to_picture, std::uint32_t side, std::span<std::uint8_t> crop,
                  Beyond beyond) const {
    PixelView level = picture_;
    for (const Picture& half : halvings_) {
        if (to_picture.scale() < 2) break;
        to_picture = {to_picture.scale_cos / 2,
                      to_picture.scale_sin / 2,
                      {to_picture.shift.x / 2, to_picture.shift.y / 2}};
        level = half.view();
    }
    std::uint8_t* out = crop.data();
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x, out += channels) {
            const Point at = to_picture({static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F});
            interpolate(level, beyond == Beyond::edge ? nearest_in(level, at) : at, out);
        }
    }
}

}  // namespace snapory
