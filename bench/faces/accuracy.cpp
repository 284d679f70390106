// How well the models tell people apart: calibrates `match` and `maybe` of models/manifest.toml.
//
//     bench_faces_accuracy MODELS [--face-width PIXELS] PEOPLE... [--strangers GROUPS...]
//
// --face-width: PEOPLE are shrunk until their face is that wide, as if they stood far away.
// PEOPLE: folders with one folder per person; the largest face of each photo is that person.
// GROUPS: folders of photos whose faces are all different people, none of them among PEOPLE.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "faces/photo.hpp"
#include "infrastructure/faces/onnx_face_reader.hpp"

namespace {

using namespace snapory;
namespace fs = std::filesystem;

struct Sample {
    std::string photo;
    std::string person;  // empty for a stranger
    FaceCode code;
};

std::vector<fs::path> sorted(const fs::path& folder) {
    std::vector<fs::path> entries(fs::directory_iterator(folder), fs::directory_iterator{});
    std::ranges::sort(entries);
    return entries;
}

// The photo with its largest face `face_width` pixels wide, if it was wider; 0 leaves it.
Picture from_afar(FaceReader& reader, Picture picture, float face_width) {
    const auto faces = reader.read(picture.view());
    if (face_width == 0 || faces.empty()) return picture;
    const float scale = face_width / (faces.front().box.width * static_cast<float>(picture.width));
    if (scale >= 1) return picture;
    const auto width = static_cast<std::uint32_t>(static_cast<float>(picture.width) * scale);
    const auto height = static_cast<std::uint32_t>(static_cast<float>(picture.height) * scale);
    return pad(shrink(picture.view(), width, height).view(), 1600, 1200, 127);
}

void add_people(FaceReader& reader, const fs::path& folder, float face_width, std::vector<Sample>& samples) {
    for (const auto& person : sorted(folder)) {
        for (const auto& photo : sorted(person)) {
            const Picture picture = from_afar(reader, load_photo(photo), face_width);
            const auto faces = reader.read(picture.view());
            if (faces.empty()) {
                std::printf("no face in %s\n", photo.c_str());
            } else {
                samples.push_back({photo, person.filename(), faces.front().code});
            }
        }
    }
}

void add_strangers(FaceReader& reader, const fs::path& folder, std::vector<Sample>& samples) {
    for (const auto& photo : sorted(folder)) {
        const Picture picture = load_photo(photo);
        const auto faces = reader.read(picture.view());
        std::printf("%s: %zu faces\n", photo.filename().c_str(), faces.size());
        for (const auto& face : faces) samples.push_back({photo, {}, face.code});
    }
}

void print_rates(const std::vector<float>& same, const std::vector<float>& other) {
    const auto share_from = [](const std::vector<float>& all, float threshold) {
        const auto over = std::ranges::count_if(all, [&](float value) { return value >= threshold; });
        return static_cast<double>(over) / static_cast<double>(all.size());
    };
    std::printf("%zu pairs of one person, %zu of two\ncosine    found   false\n", same.size(), other.size());
    for (int hundredths = 34; hundredths <= 54; ++hundredths) {
        const float threshold = static_cast<float>(hundredths) / 100;
        std::printf("  %.2f  %6.2f%%  %.1e\n", threshold, 100 * share_from(same, threshold),
                    share_from(other, threshold));
    }
}

void compare(const std::vector<Sample>& samples) {
    std::vector<float> same;
    std::vector<float> other;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool one_person = !samples[i].person.empty() && samples[i].person == samples[j].person;
            const float near = cosine(samples[i].code, samples[j].code);
            (one_person ? same : other).push_back(near);
            if (one_person ? near < 0.38F : near >= 0.38F) {
                std::printf("%.3f %s %s | %s\n", near,
                            one_person ? "one person, far:" : "two people, near:", samples[i].photo.c_str(),
                            samples[j].photo.c_str());
            }
        }
    }
    print_rates(same, other);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs(
            "usage: bench_faces_accuracy MODELS [--face-width PIXELS] PEOPLE... [--strangers GROUPS...]\n",
            stderr);
        return 2;
    }
    const auto reader = make_onnx_face_reader({.folder = argv[1], .threads = 2});
    std::vector<Sample> samples;
    float face_width = 0;
    bool strangers = false;
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--strangers") {
            strangers = true;
        } else if (word == "--face-width" && i + 1 < argc) {
            face_width = std::stof(argv[++i]);
        } else if (strangers) {
            add_strangers(*reader, word, samples);
        } else {
            add_people(*reader, word, face_width, samples);
        }
    }
    compare(samples);
}
