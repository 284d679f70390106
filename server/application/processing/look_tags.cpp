#include "application/processing/look_tags.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace snapory {
namespace {

constexpr double most_sharpness_of_blur = 8;  // variance of the Laplacian of the grey preview
constexpr int most_tint = 8;  // between the channels of a pixel without colour, as JPEG leaves it
constexpr double share_without_colour = 0.995;
constexpr int brightest_of_dark = 80;  // luma that all but 1 % of a dark photo stays below
constexpr double share_of_dark = 0.99;

// What the pixels of a picture have in common, by every fourth pixel of every fourth row.
struct Tones {
    std::uint64_t dark = 0;
    std::uint64_t colourless = 0;
    std::uint64_t all = 0;

    double share_of(std::uint64_t count) const {
        return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
    }
};

void add_pixel(Tones& tones, const std::uint8_t* pixel) {
    const int red = pixel[0];
    const int green = pixel[1];
    const int blue = pixel[2];
    const auto [least, most] = std::minmax({red, green, blue});
    tones.dark += (2 * red + 5 * green + blue) / 8 <= brightest_of_dark;
    tones.colourless += most - least <= most_tint;
    ++tones.all;
}

Tones tones_of(const RgbImage& pixels) {
    constexpr std::uint32_t step = 4;
    Tones tones;
    for (std::uint32_t y = 0; y < pixels.size.height; y += step) {
        const std::uint8_t* row = pixels.rgb.data() + std::size_t{3} * pixels.size.width * y;
        for (std::uint32_t x = 0; x < pixels.size.width; x += step)
            add_pixel(tones, row + std::size_t{3} * x);
    }
    return tones;
}

// Shorter and longer side of screens that people make screenshots on.
bool is_of_a_screen(const PixelSize& size) {
    static const std::set<std::pair<std::uint32_t, std::uint32_t>> screens{
        {640, 1136},  {720, 1280},  {720, 1600},  {750, 1334},  {828, 1792},  {1080, 1920}, {1080, 2160},
        {1080, 2220}, {1080, 2280}, {1080, 2340}, {1080, 2400}, {1125, 2436}, {1170, 2532}, {1179, 2556},
        {1206, 2622}, {1242, 2208}, {1242, 2688}, {1284, 2778}, {1290, 2796}, {1320, 2868}, {1440, 2560},
        {1440, 2960}, {1440, 3040}, {1440, 3120}, {1440, 3200}, {1536, 2048}, {1620, 2160}, {1640, 2360},
        {1668, 2224}, {1668, 2388}, {2048, 2732}, {768, 1366},  {900, 1440},  {1050, 1680}, {1200, 1920},
        {1600, 2560}, {1664, 2560}, {1800, 2880}, {1964, 3024}, {2234, 3456}, {2160, 3840}, {2880, 5120}};
    return screens.contains(std::minmax(size.width, size.height));
}

// Cameras write no PNG, and screens name no camera.
bool is_screenshot(const ImageReading& reading) {
    return reading.type == MediaType::png && reading.capture.camera == Camera{} &&
           reading.capture.exposure == Exposure{} && is_of_a_screen(reading.size);
}

}  // namespace

std::vector<Tag> look_tags(const ImageReading& reading) {
    const Tones tones = tones_of(reading.pixels);
    if (tones.all == 0) return {};
    if (is_screenshot(reading)) return {{"screenshot", 1, look_rules}};  // has no light and no lens to judge
    std::vector<Tag> tags;
    const auto add_if = [&](bool holds, const char* name) {
        if (holds) tags.push_back({name, 1, look_rules});
    };
    add_if(tones.share_of(tones.colourless) >= share_without_colour, "black and white");
    add_if(reading.sharpness <= most_sharpness_of_blur, "blurred");
    add_if(tones.share_of(tones.dark) >= share_of_dark, "dark");
    return tags;
}

std::vector<Tag> company_tags(const std::vector<Face>& faces) {
    if (faces.empty()) return {};
    const float least = std::ranges::min(faces, {}, &Face::score).score;
    const char* name = faces.size() == 1 ? "solo" : faces.size() == 2 ? "couple" : "group";
    return {{name, least, look_rules}};
}

bool is_company_tag(const Tag& tag) {
    return tag.model == look_rules && (tag.name == "solo" || tag.name == "couple" || tag.name == "group");
}

}  // namespace snapory
