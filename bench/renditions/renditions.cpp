// Processor time that one photo takes, printed as JSON for renditions.mjs, which puts sharp beside it.
//     bench_renditions ROUNDS PHOTO...

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "infrastructure/images/decode.hpp"
#include "infrastructure/images/encode.hpp"
#include "infrastructure/images/read_image.hpp"

namespace {

using namespace snapory;
using Photo = std::vector<std::uint8_t>;

Photo photo_at(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What sharp is asked for as well: preview and thumbnail from one decode.
void make_renditions(const Photo& photo) {
    const Decoded decoded = decode(photo, MediaType::jpeg, preview_side);
    const Pixmap thumbnail = resampled(decoded.pixels, fit(decoded.pixels.size, thumbnail_side));
    if (encode_jpeg(decoded.pixels).empty() || encode_webp(thumbnail).empty())
        throw std::runtime_error("empty");
}

// What the floor is: libjpeg-turbo's decoding alone, at the size nearest above the preview.
void only_decode(const Photo& photo) { decode(photo, MediaType::jpeg, preview_side); }

void read_all(const Photo& photo) {
    if (const auto reading = read_image(photo, {}); !reading)
        throw std::runtime_error(reading.error().detail);
}

double milliseconds_of_processor() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median_of(int rounds, const std::vector<Photo>& photos,
                 const std::function<void(const Photo&)>& work) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        for (const Photo& photo : photos) {
            const double start = milliseconds_of_processor();
            work(photo);
            times.push_back(milliseconds_of_processor() - start);
        }
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 2) {
        std::cerr << "usage: bench_renditions ROUNDS PHOTO...\n";
        return 2;
    }
    const int rounds = std::stoi(arguments.front());
    std::vector<Photo> photos;
    std::transform(arguments.begin() + 1, arguments.end(), std::back_inserter(photos), photo_at);
    load_image_libraries();
    std::cout << "{\"decode\": " << median_of(rounds, photos, only_decode)
              << ", \"renditions\": " << median_of(rounds, photos, make_renditions)
              << ", \"reading\": " << median_of(rounds, photos, read_all) << "}\n";
}
