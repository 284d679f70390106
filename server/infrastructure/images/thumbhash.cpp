#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "infrastructure/images/likeness.hpp"
#include "infrastructure/images/resample.hpp"

namespace snapory {
namespace {

constexpr std::uint32_t side = 100;  // the most that ThumbHash defines

using Plane = std::vector<double>;

// One colour difference or the lightness as a few cosines: the mean, and how much of each other, -1 to 1 of
// `scale`.
struct Cosines {
    double mean = 0;
    double scale = 0;
    std::vector<double> others;
};

double amount(const Plane& plane, PixelSize size, std::uint32_t cx, std::uint32_t cy) {
    Plane along(size.width);
    for (std::uint32_t x = 0; x < size.width; ++x)
        along[x] = std::cos(std::numbers::pi / size.width * cx * (x + 0.5));
    double sum = 0;
    for (std::uint32_t y = 0; y < size.height; ++y) {
        double line = 0;
        for (std::uint32_t x = 0; x < size.width; ++x)
            line += plane[std::size_t{y} * size.width + x] * along[x];
        sum += line * std::cos(std::numbers::pi / size.height * cy * (y + 0.5));
    }
    return sum / size.width / size.height;
}

Cosines cosines(const Plane& plane, PixelSize size, std::uint32_t nx, std::uint32_t ny) {
    Cosines found;
    for (std::uint32_t cy = 0; cy < ny; ++cy)
        for (std::uint32_t cx = 0; cx * ny < nx * (ny - cy); ++cx) {
            const double f = amount(plane, size, cx, cy);
            if (cx == 0 && cy == 0) {
                found.mean = f;
            } else {
                found.others.push_back(f);
                found.scale = std::max(found.scale, std::abs(f));
            }
        }
    return found;
}

unsigned rounded(double value) { return static_cast<unsigned>(std::floor(value + 0.5)); }

struct Planes {
    Plane lightness, yellow_blue, red_green;
};

Planes planes_of(const Pixmap& image) {
    Planes planes;
    for (std::size_t at = 0; at < image.rgbx.size(); at += Pixmap::channels) {
        const double r = image.rgbx[at] / 255.0;
        const double g = image.rgbx[at + 1] / 255.0;
        const double b = image.rgbx[at + 2] / 255.0;
        planes.lightness.push_back((r + g + b) / 3);
        planes.yellow_blue.push_back((r + g) / 2 - b);
        planes.red_green.push_back(r - g);
    }
    return planes;
}

// Four bits each, two to a byte, low half first.
void append_others(const std::array<const Cosines*, 3>& all, std::vector<std::uint8_t>& hash) {
    bool low = true;
    for (const Cosines* one : all)
        for (const double f : one->others) {
            const unsigned nibble = rounded(15 * (one->scale > 0 ? 0.5 + 0.5 / one->scale * f : f));
            if (low)
                hash.push_back(static_cast<std::uint8_t>(nibble));
            else
                hash.back() |= static_cast<std::uint8_t>(nibble << 4);
            low = !low;
        }
}

std::vector<std::uint8_t> hash_of(const Pixmap& image) {
    constexpr double most_waves = 7;
    const PixelSize size = image.size;
    const double longer = std::max(size.width, size.height);
    const std::uint32_t lx = std::max(1U, rounded(most_waves * size.width / longer));
    const std::uint32_t ly = std::max(1U, rounded(most_waves * size.height / longer));
    const bool landscape = size.width > size.height;

    const Planes planes = planes_of(image);
    const Cosines l = cosines(planes.lightness, size, std::max(3U, lx), std::max(3U, ly));
    const Cosines p = cosines(planes.yellow_blue, size, 3, 3);
    const Cosines q = cosines(planes.red_green, size, 3, 3);

    const unsigned means = rounded(63 * l.mean) | rounded(31.5 + 31.5 * p.mean) << 6 |
                           rounded(31.5 + 31.5 * q.mean) << 12 | rounded(31 * l.scale) << 18;
    const unsigned shape = (landscape ? ly : lx) | rounded(63 * p.scale) << 3 | rounded(63 * q.scale) << 9 |
                           (landscape ? 1U : 0U) << 15;
    std::vector<std::uint8_t> hash;
    for (const unsigned byte : {means, means >> 8, means >> 16, shape, shape >> 8})
        hash.push_back(static_cast<std::uint8_t>(byte));
    append_others({&l, &p, &q}, hash);
    return hash;
}

std::string base64(Bytes bytes) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const Bytes group = bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at));
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < group.size() ? group[i] : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= group.size() ? digits[bits >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

}  // namespace

std::string thumbhash(const Pixmap& image) {
    return base64(hash_of(resampled(image, fit(image.size, side))));
}

}  // namespace snapory
