#include "infrastructure/qr/qr_images.hpp"

#include <png.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <qrcodegen/qrcodegen.hpp>

namespace snapory {
namespace {

constexpr int quiet_zone = 4;  // modules on each side, as ISO/IEC 18004 asks for

qrcodegen::QrCode encode(std::string_view text) {
    return qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::QUARTILE);
}

// One byte a pixel, 0 black, 255 white; each module `scale` pixels wide.
struct Raster {
    unsigned side;
    std::vector<unsigned char> grey;
};

Raster raster(const qrcodegen::QrCode& code, int scale) {
    int modules = code.getSize() + 2 * quiet_zone;
    Raster image{static_cast<unsigned>(modules * scale), {}};
    image.grey.reserve(std::size_t{image.side} * image.side);
    for (int y = 0; y < modules * scale; ++y)
        for (int x = 0; x < modules * scale; ++x)
            image.grey.push_back(code.getModule(x / scale - quiet_zone, y / scale - quiet_zone) ? 0 : 255);
    return image;
}

}  // namespace

std::string QrImages::svg(std::string_view text) {
    auto code = encode(text);
    auto side = std::to_string(code.getSize() + 2 * quiet_zone);
    std::string path;
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x)
            if (code.getModule(x, y))
                path +=
                    "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h1v1h-1z";
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + " " + side +
           R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + side + "v" + side +
           "H0z\"/><path d=\"" + path + "\"/></svg>\n";
}

std::string QrImages::png(std::string_view text, unsigned pixels) {
    auto code = encode(text);
    int modules = code.getSize() + 2 * quiet_zone;
    int scale = std::max(1, (static_cast<int>(pixels) + modules - 1) / modules);
    auto image = raster(code, scale);

    png_image description{};
    description.version = PNG_IMAGE_VERSION;
    description.width = description.height = image.side;
    description.format = PNG_FORMAT_GRAY;
    png_alloc_size_t bytes = 0;
    bool ok = png_image_write_get_memory_size(description, bytes, 0, image.grey.data(), 0, nullptr) != 0;
    std::string file(bytes, '\0');
    ok = ok &&
         png_image_write_to_memory(&description, file.data(), &bytes, 0, image.grey.data(), 0, nullptr) != 0;
    if (!ok) throw std::runtime_error(std::string("PNG: ") + description.message);
    file.resize(bytes);
    return file;
}

}  // namespace snapory
