#include "app/known_faces.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <iostream>
#include <syncstream>
#include <thread>

#include "app/commands.hpp"
#include "app/photo_files.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {
namespace {

// What stands around a photo that was shrunk: a preview's size, so that a face is found as in a photo.
constexpr std::uint32_t stage_width = preview_side;
constexpr std::uint32_t stage_height = 1200;
constexpr std::uint8_t grey = 127;

std::vector<PhotoFile> photos_of(const std::filesystem::path& folder) {
    auto photos = photos_beneath(folder);
    if (photos.empty()) throw UsageError(folder.string() + " holds no photo");
    return photos;
}

}  // namespace

struct KnownFaces::Labelled {
    std::filesystem::path path;
    std::string person;
};

std::vector<KnownFace> KnownFaces::people(const std::filesystem::path& folder) const {
    std::vector<Labelled> photos;
    for (const auto& photo : photos_of(folder))
        photos.push_back({photo.path, photo.path.parent_path().lexically_relative(folder).string()});
    return read_all(std::move(photos));
}

std::vector<KnownFace> KnownFaces::strangers(const std::filesystem::path& folder) const {
    std::vector<Labelled> photos;
    for (const auto& photo : photos_of(folder)) photos.push_back({photo.path, ""});
    return read_all(std::move(photos));
}

std::vector<KnownFace> KnownFaces::read_all(std::vector<Labelled> photos) const {
    std::vector<std::vector<KnownFace>> found(photos.size());
    std::atomic<std::size_t> next = 0;
    auto read_some = [&] {
        for (auto i = next++; i < photos.size(); i = next++) found[i] = read(photos[i]);
    };
    std::vector<std::future<void>> readers(std::max(1U, std::thread::hardware_concurrency()));
    for (auto& reader : readers) reader = std::async(std::launch::async, read_some);
    for (auto& reader : readers) reader.get();

    std::vector<KnownFace> all;
    for (auto& faces : found) std::ranges::move(faces, std::back_inserter(all));
    return all;
}

std::vector<KnownFace> KnownFaces::read(const Labelled& photo) const {
    auto image = images_.read(photo.path, {.renditions = false, .pixels = true});
    if (!image) {
        std::osyncstream(std::cerr) << photo.path.string() << ": " << image.error().detail << '\n';
        return {};
    }
    const auto& pixels = image->pixels;
    auto faces = faces_.read({pixels.size.width, pixels.size.height, pixels.rgb});
    if (face_width_ > 0 && !faces.empty()) faces = from_afar(pixels, faces.front().box.width);
    std::vector<KnownFace> known;
    for (auto& face : faces)
        known.push_back({photo.person, photo.path.string(), std::move(face.code), face.quality});
    if (known.empty()) known.push_back({photo.person, photo.path.string(), {}, 0});
    if (!photo.person.empty()) known.resize(1);
    return known;
}

std::vector<FaceReading> KnownFaces::from_afar(const RgbImage& pixels, float width_share) const {
    const auto [width, height] = pixels.size;
    const float scale = std::min(1.0F, face_width_ / (width_share * static_cast<float>(width)));
    const auto shrunk = [&](std::uint32_t side) {
        return std::max(1U, static_cast<std::uint32_t>(static_cast<float>(side) * scale));
    };
    const Picture small = shrink({width, height, pixels.rgb}, shrunk(width), shrunk(height));
    const Picture far =
        pad(small.view(), std::max(stage_width, small.width), std::max(stage_height, small.height), grey);
    return faces_.read(far.view());
}

}  // namespace snapory
