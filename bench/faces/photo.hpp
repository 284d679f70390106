#pragma once

#include <turbojpeg.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <vector>

#include "infrastructure/inference/picture.hpp"

namespace snapory {

// A JPEG as the face models get it: its longer side at most 1600 pixels.
inline Picture load_photo(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(stream), {}};
    const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(decoder.get(), bytes.data(), bytes.size(), &width, &height, &sampling,
                            &colours) != 0) {
        throw std::runtime_error(path.string() + " is no JPEG");
    }
    Picture picture(width, height);
    tjDecompress2(decoder.get(), bytes.data(), bytes.size(), picture.rgb.data(), width, 0, height, TJPF_RGB,
                  0);
    const double scale = 1600.0 / std::max(width, height);
    if (scale >= 1) return picture;
    return shrink(picture.view(), static_cast<std::uint32_t>(width * scale),
                  static_cast<std::uint32_t>(height * scale));
}

}  // namespace snapory
