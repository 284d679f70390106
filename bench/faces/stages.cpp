// What reading faces costs on one core: CPU milliseconds of each stage, and memory before, with and after the
// models.
//
//     bench_faces_stages MODELS PHOTO...
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "faces/photo.hpp"
#include "infrastructure/faces/face_crop.hpp"
#include "infrastructure/faces/face_detector.hpp"
#include "infrastructure/faces/face_manifest.hpp"
#include "infrastructure/faces/landmark_reader.hpp"
#include "infrastructure/faces/onnx_face_reader.hpp"

namespace {

using namespace snapory;

constexpr int repetitions = 9;

double cpu_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median_cpu(const std::function<void()>& stage) {
    std::vector<double> costs(repetitions);
    for (double& cost : costs) {
        const double start = cpu_milliseconds();
        stage();
        cost = cpu_milliseconds() - start;
    }
    std::ranges::sort(costs);
    return costs[repetitions / 2];
}

double resident_megabytes() {
    long pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return static_cast<double>(pages) * 4096 / 1e6;
}

void print_stages(const FaceManifest& manifest, const std::vector<Picture>& photos) {
    const FaceDetector detector(Network(read_model(manifest.detector), 1));
    const LandmarkReader landmarks(Network(read_model(manifest.landmarks), 1));
    const Network embedder(read_model(manifest.embedder), 1);
    std::printf("photo        faces  halvings  proposals  landmarks  crop a face  code a face   (CPU ms)\n");
    for (const Picture& photo : photos) {
        const Pyramid pyramid(photo.view());
        const auto proposals = detector.propose(photo.view());
        const auto faces = landmarks.locate(pyramid, proposals);
        std::printf("%4ux%-4u %8zu  %8.1f  %9.1f  %9.1f", photo.width, photo.height, faces.size(),
                    median_cpu([&] { const Pyramid again(photo.view()); }),
                    median_cpu([&] { detector.propose(photo.view()); }),
                    median_cpu([&] { landmarks.locate(pyramid, proposals); }));
        if (!faces.empty()) {
            const Picture crop = cut_face(pyramid, faces[0].landmarks);
            std::printf("  %11.2f  %11.1f", median_cpu([&] { cut_face(pyramid, faces[0].landmarks); }),
                        median_cpu([&] { embedder.run(crop.rgb, 1, crop.height, crop.width); }));
        }
        std::printf("\n");
    }
}

void print_memory(const std::string& models, const std::vector<Picture>& photos) {
    constexpr std::chrono::milliseconds idle{200};
    const double before = resident_megabytes();
    const auto reader = make_onnx_face_reader({.folder = models, .threads = 1, .idle = idle});
    double peak = 0;
    for (const Picture& photo : photos) {
        reader->read(photo.view());
        peak = std::max(peak, resident_megabytes());
    }
    std::this_thread::sleep_for(3 * idle);
    std::printf("resident MB: %.0f before, %.0f with models and after reads, %.0f when idle\n", before, peak,
                resident_megabytes());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fputs("usage: bench_faces_stages MODELS PHOTO...\n", stderr), 2;
    std::vector<Picture> photos;
    for (int i = 2; i < argc; ++i) photos.push_back(load_photo(argv[i]));
    print_memory(argv[1], photos);
    print_stages(read_face_manifest(argv[1]), photos);
}
