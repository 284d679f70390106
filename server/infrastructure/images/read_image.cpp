#include "infrastructure/images/read_image.hpp"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <new>

#include "application/ports/unavailable.hpp"
#include "infrastructure/images/clock_card_code.hpp"
#include "infrastructure/images/colour.hpp"
#include "infrastructure/images/decode.hpp"
#include "infrastructure/images/encode.hpp"
#include "infrastructure/images/likeness.hpp"
#include "infrastructure/images/metadata.hpp"
#include "infrastructure/images/orient.hpp"

namespace snapory {
namespace {

RgbImage packed(const Pixmap& image) {
    const std::size_t pixels = std::size_t{image.size.width} * image.size.height;
    RgbImage out{image.size, std::vector<std::uint8_t>(pixels * 3)};
    for (std::size_t i = 0; i + 1 < pixels; ++i)  // four bytes at once: the next pixel overwrites the fourth
        std::memcpy(&out.rgb[i * 3], &image.rgbx[i * Pixmap::channels], Pixmap::channels);
    std::copy_n(&image.rgbx[(pixels - 1) * Pixmap::channels], 3, &out.rgb[(pixels - 1) * 3]);
    return out;
}

ImageReading reading_of(Bytes file, MediaType type, ImageWanted wanted) {
    ImageReading reading;
    reading.type = type;
    reading.capture = read_capture(file);

    Decoded decoded = decode(file, type, preview_side);
    const std::uint8_t turn = decoded.upright ? 1 : reading.capture.orientation;
    to_srgb(decoded.pixels, decoded.icc);
    reading.size = upright(decoded.stored, turn);
    const Pixmap preview = upright(std::move(decoded.pixels), turn);
    const Pixmap thumbnail = resampled(preview, fit(preview.size, thumbnail_side));

    if (wanted.renditions) {
        reading.preview = {preview.size, encode_jpeg(preview)};
        reading.thumbnail = {thumbnail.size, encode_webp(thumbnail)};
    }
    if (wanted.pixels) reading.pixels = packed(preview);
    reading.thumbhash = thumbhash(thumbnail);
    reading.dominant_color = dominant_color(thumbnail);
    reading.perceptual_hash = perceptual_hash(thumbnail);
    reading.clock_card = clock_card_code(preview);
    reading.sharpness = sharpness(preview);
    return reading;
}

}  // namespace

Result<ImageReading> read_image(Bytes file, ImageWanted wanted) {
    if (file.empty()) return fail(Errc::unreadable, "This file is empty.");
    const auto type = sniff(file.first(std::min(file.size(), sniff_bytes)));
    if (!type) return fail(Errc::unsupported_format, "This is not a photo of a format that Snapory takes.");
    try {
        return reading_of(file, *type, wanted);
    } catch (const Undecodable& stop) {
        return fail(stop.error);
    } catch (const std::bad_alloc&) {
        return fail(Errc::too_large, "This image takes more memory than one photo may have.");
    }
}

void load_image_libraries() {
    const std::time_t now = std::time(nullptr);
    static_cast<void>(
        std::localtime(&now));  // lcms2 dates its profiles: the C library reads /etc/localtime once
    load_metadata_library();
    // A picture of our own making lets the linker bind what every picture will call.
    if (!read_image(encode_jpeg(Pixmap({64, 64})), {})) throw Unavailable("The image libraries do not work.");
}

}  // namespace snapory
