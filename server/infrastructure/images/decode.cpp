#include "infrastructure/images/decode.hpp"

#include <algorithm>

#include "application/ports/image_reader.hpp"
#include "infrastructure/images/metadata.hpp"

namespace snapory {
namespace {

PixelSize checked(PixelSize size) {
    check_pixels(size);
    return size;
}

Decoded decode_raw(Bytes file, std::uint32_t side) {
    const std::vector<std::uint8_t> preview = raw_preview(file);
    const auto type = sniff(preview);
    if (!type || is_camera_raw(*type)) throw_unreadable("the camera has put no preview into it");
    return decode(preview, *type, side);
}

}  // namespace

void throw_unreadable(const std::string& what_is_wrong) {
    constexpr std::size_t most = 200;
    std::string line = what_is_wrong.substr(0, most);  // libraries may quote the file in what they say
    std::ranges::replace_if(line, [](unsigned char c) { return c < 0x20 || c >= 0x7F; }, '?');
    throw Undecodable{{Errc::unreadable, "This image cannot be read: " + line + ".", {}}};
}

void check_pixels(PixelSize stored) {
    if (stored.width == 0 || stored.height == 0) throw_unreadable("it has no pixels");
    if (std::uint64_t{stored.width} * stored.height > max_image_pixels)
        throw Undecodable{{Errc::too_large, "This image has more than 200 megapixels.", {}}};
}

Canvas::Canvas(PixelSize stored, PixelSize poured, std::uint32_t side)
    : stored_(checked(stored)), scaler_(poured, fit(stored, side)) {}

void Canvas::add(const Pixmap& image) {
    for (std::uint32_t y = 0; y < image.size.height; ++y) add_row(image.row(y));
}

Decoded decode(Bytes file, MediaType type, std::uint32_t side) {
    switch (type) {
        case MediaType::jpeg: return decode_jpeg(file, side);
        case MediaType::png: return decode_png(file, side);
        case MediaType::webp: return decode_webp(file, side);
        case MediaType::heic:
        case MediaType::heif:
        case MediaType::avif: return decode_heif(file, side);
        case MediaType::gif: return decode_gif(file, side);
        case MediaType::tiff: return decode_tiff(file, side);
        case MediaType::cr2:
        case MediaType::cr3:
        case MediaType::nef:
        case MediaType::arw:
        case MediaType::dng:
        case MediaType::raf: return decode_raw(file, side);
    }
    throw Undecodable{{Errc::unsupported_format, "Snapory does not take files of this format.", {}}};
}

}  // namespace snapory
