// Processor time of one photo on one core, by the stages that the ai goes through; as JSON, a line a photo,
// for bench/stages.mjs.
//     bench_stages MODELS PHOTO...
#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "infrastructure/faces/face_crop.hpp"
#include "infrastructure/faces/face_detector.hpp"
#include "infrastructure/faces/face_manifest.hpp"
#include "infrastructure/faces/landmark_reader.hpp"
#include "infrastructure/faces/mark_reader.hpp"
#include "infrastructure/images/read_image.hpp"
#include "infrastructure/tags/pack_tagger.hpp"

namespace {

using namespace snapory;

constexpr std::size_t repetitions = 9;

std::vector<std::uint8_t> content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Of several runs the median.
double milliseconds_of_processor(const std::function<void()>& stage) {
    std::array<std::clock_t, repetitions> costs{};
    for (auto& cost : costs) {
        const auto start = std::clock();
        stage();
        cost = std::clock() - start;
    }
    std::ranges::sort(costs);
    return 1000.0 * static_cast<double>(costs[repetitions / 2]) / CLOCKS_PER_SEC;
}

class Stages {
public:
    explicit Stages(const std::string& models)
        : manifest_(read_face_manifest(models)),
          tagger_(make_pack_tagger({.folders = {models + "/packs"}})) {}

    // Prints what each costs.
    void measure(const std::string& path) const {
        const auto file = content(path);
        const auto reading = read_image(file, {});
        if (!reading) throw std::runtime_error(path + ": " + reading.error().detail);
        const auto& [size, rgb] = reading->pixels;
        const PixelView picture{size.width, size.height, rgb};
        const Pyramid pyramid(picture);
        const auto faces = detect(pyramid);
        std::cout << "{\"faces\": " << faces.size()
                  << ", \"decode\": " << milliseconds_of_processor([&] { (void)read_image(file, {}); })
                  << ", \"detect\": " << milliseconds_of_processor([&] { detect(Pyramid(picture)); })
                  << ", \"embed\": " << milliseconds_of_processor([&] { embed(pyramid, faces); })
                  << ", \"marks\": " << milliseconds_of_processor([&] { marks_.read(pyramid, faces); })
                  << ", \"tag\": " << milliseconds_of_processor([&] { tagger_->read(picture); }) << "}\n";
    }

private:
    std::vector<LocatedFace> detect(const Pyramid& pyramid) const {
        return landmarks_.locate(pyramid, detector_.propose(pyramid.picture()));
    }

    void embed(const Pyramid& pyramid, const std::vector<LocatedFace>& faces) const {
        for (const auto& face : faces) {
            const Picture crop = cut_face(pyramid, face.landmarks);
            embedder_.run(crop.rgb, 1, crop.height, crop.width);
        }
    }

    FaceManifest manifest_;
    std::unique_ptr<Tagger> tagger_;
    FaceDetector detector_{Network(read_model(manifest_.detector), 1)};
    LandmarkReader landmarks_{Network(read_model(manifest_.landmarks), 1)};
    Network embedder_{read_model(manifest_.embedder), 1};
    MarkReader marks_{manifest_, 1};
};

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 2) {
        std::cerr << "usage: bench_stages MODELS PHOTO...\n";
        return 2;
    }
    load_image_libraries();
    const Stages stages(arguments.front());
    std::for_each(arguments.begin() + 1, arguments.end(), [&](const auto& photo) { stages.measure(photo); });
}
