#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

// libtiff reads through these, so that it never opens anything.
struct Source {
    Bytes file;
    std::uint64_t at = 0;
};

tmsize_t read_bytes(thandle_t handle, void* out, tmsize_t length) {
    auto& source = *static_cast<Source*>(handle);
    const std::uint64_t rest = source.at < source.file.size() ? source.file.size() - source.at : 0;
    const auto given = std::min(rest, static_cast<std::uint64_t>(length));
    if (given > 0) std::memcpy(out, source.file.data() + source.at, given);
    source.at += given;
    return static_cast<tmsize_t>(given);
}

tmsize_t write_nothing(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& source = *static_cast<Source*>(handle);
    if (whence == SEEK_CUR) offset += source.at;
    if (whence == SEEK_END) offset += source.file.size();
    return source.at = offset;
}

int close_nothing(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return static_cast<Source*>(handle)->file.size(); }

int map_file(thandle_t handle, void** base, toff_t* size) {
    const Bytes file = static_cast<Source*>(handle)->file;
    *base = const_cast<std::uint8_t*>(file.data());  // libtiff only reads what is opened for reading
    *size = file.size();
    return 1;
}
void unmap_nothing(thandle_t, void*, toff_t) {}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

// libtiff's own conversion of whatever is stored to RGBA, some rows at a time.
class Rgba {
public:
    explicit Rgba(TIFF* tiff) {
        char problem[1024]{};
        if (TIFFRGBAImageOK(tiff, problem) == 0 || TIFFRGBAImageBegin(&image_, tiff, 1, problem) == 0)
            throw_unreadable(problem);
        image_.req_orientation =
            image_.orientation;  // EXIF's orientation is applied later, as with all formats
    }
    ~Rgba() { TIFFRGBAImageEnd(&image_); }
    Rgba(const Rgba&) = delete;
    Rgba& operator=(const Rgba&) = delete;

    PixelSize size() const { return {image_.width, image_.height}; }

    void read(std::uint32_t first_row, std::uint32_t rows, std::uint32_t* raster) {
        image_.row_offset = static_cast<int>(first_row);
        if (TIFFRGBAImageGet(&image_, raster, image_.width, rows) == 0)
            throw_unreadable("its TIFF data is broken or a part of it is missing");
    }

private:
    TIFFRGBAImage image_{};
};

// Rows to read at once: a strip or tile is decoded anew for each call that touches it.
std::uint32_t rows_at_once(TIFF* tiff, PixelSize size) {
    std::uint32_t rows = size.height;
    if (TIFFIsTiled(tiff) != 0)
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
    else
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
    return std::clamp(rows, std::uint32_t{1}, size.height);
}

std::vector<std::uint8_t> profile_of(TIFF* tiff) {
    std::uint32_t length = 0;
    const std::uint8_t* profile = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &profile) == 0) return {};
    return {profile, profile + length};
}

// libtiff's colours are multiplied with alpha already: white shows through by what is left.
void to_rgbx(const std::uint32_t* from, Pixmap& row) {
    std::uint8_t* to = row.row(0);
    for (std::uint32_t x = 0; x < row.size.width; ++x, to += Pixmap::channels) {
        const unsigned white = 255 - TIFFGetA(from[x]);
        to[0] = static_cast<std::uint8_t>(std::min(255U, TIFFGetR(from[x]) + white));
        to[1] = static_cast<std::uint8_t>(std::min(255U, TIFFGetG(from[x]) + white));
        to[2] = static_cast<std::uint8_t>(std::min(255U, TIFFGetB(from[x]) + white));
    }
}

}  // namespace

Decoded decode_tiff(Bytes file, std::uint32_t side) {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    Source source{file};
    const Tiff tiff(TIFFClientOpen("tiff", "r", &source, read_bytes, write_nothing, seek, close_nothing,
                                   size_of, map_file, unmap_nothing));
    if (tiff == nullptr) throw_unreadable("its TIFF data is broken or a part of it is missing");
    PixelSize size;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &size.width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &size.height);
    check_pixels(size);

    Rgba rgba(tiff.get());
    Canvas canvas(size, side);
    const std::uint32_t step = rows_at_once(tiff.get(), size);
    std::vector<std::uint32_t> raster(std::size_t{size.width} * step);
    Pixmap row({size.width, 1});
    for (std::uint32_t y = 0; y < size.height; y += step) {
        const std::uint32_t rows = std::min(step, size.height - y);
        rgba.read(y, rows, raster.data());
        for (std::uint32_t k = 0; k < rows; ++k) {
            to_rgbx(&raster[std::size_t{k} * size.width], row);
            canvas.add_row(row.row(0));
        }
    }
    return canvas.take(profile_of(tiff.get()));
}

}  // namespace snapory
