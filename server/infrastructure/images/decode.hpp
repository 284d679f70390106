#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/media_type.hpp"
#include "domain/result.hpp"
#include "infrastructure/images/pixmap.hpp"
#include "infrastructure/images/resample.hpp"

namespace snapory {

// Thrown where a decoder stops, from however deep in its library; read_image() turns it into its Result.
struct Undecodable {
    Error error;
};

[[noreturn]] void throw_unreadable(const std::string& what_is_wrong);

// Throws Undecodable when the image is empty or has more than max_image_pixels. To be asked before anything
// is allocated.
void check_pixels(PixelSize stored);

struct Decoded {
    PixelSize stored;               // of the whole image, before it is turned
    Pixmap pixels;                  // the same image made to fit `side`, in the colours of `icc`
    std::vector<std::uint8_t> icc;  // colour profile of the pixels; empty for sRGB
    bool upright = false;  // the format has its own rotation, and it is applied; EXIF's does not count
};

// Decodes the first image of a file of that type, not larger than `side` pixels on its longer side and never
// enlarged. Transparency is put on white. Of camera raw it is the camera's own preview. Throws Undecodable,
// or std::bad_alloc.
Decoded decode(Bytes file, MediaType type, std::uint32_t side);

// Where a decoder pours its rows. Checks the size by itself.
class Canvas {
public:
    Canvas(PixelSize stored, std::uint32_t side) : Canvas(stored, stored, side) {}
    // For decoders that have already shrunk the image to `poured`, at least as large as what fits `side`.
    Canvas(PixelSize stored, PixelSize poured, std::uint32_t side);

    void add_row(const std::uint8_t* rgbx) { scaler_.add_row(rgbx); }
    void add(const Pixmap& image);
    Decoded take(std::vector<std::uint8_t> icc = {}) { return {stored_, scaler_.take(), std::move(icc)}; }

private:
    PixelSize stored_;
    Resampler scaler_;
};

// The first frame of an animation, which may cover a part of its stage only, on white.
struct Frame {
    std::uint32_t left = 0, top = 0;
    PixelSize size;

    bool operator==(const Frame&) const = default;
};
// `row_of(y)` gives the RGBX pixels of the frame's row y; it is called once a row, from the top.
template <class RowOf>
void add_on_white(Canvas& canvas, PixelSize stage, const Frame& frame, RowOf row_of) {
    const std::vector<std::uint8_t> white(stage.width * Pixmap::channels, 255);
    std::vector<std::uint8_t> row = white;
    for (std::uint32_t y = 0; y < stage.height; ++y) {
        if (y < frame.top || y - frame.top >= frame.size.height) {
            canvas.add_row(white.data());
            continue;
        }
        const std::uint8_t* pixels = row_of(y - frame.top);
        const std::size_t visible =
            frame.left < stage.width ? std::min(frame.size.width, stage.width - frame.left) : 0;
        std::copy_n(pixels, visible * Pixmap::channels, &row[(frame.left) * Pixmap::channels]);
        canvas.add_row(row.data());
    }
}

// One function a format, each in its own file. The type has been told by magic bytes before.
Decoded decode_jpeg(Bytes file, std::uint32_t side);
Decoded decode_png(Bytes file, std::uint32_t side);
Decoded decode_webp(Bytes file, std::uint32_t side);
Decoded decode_heif(Bytes file, std::uint32_t side);  // HEIC and AVIF too
Decoded decode_gif(Bytes file, std::uint32_t side);
Decoded decode_tiff(Bytes file, std::uint32_t side);

}  // namespace snapory
