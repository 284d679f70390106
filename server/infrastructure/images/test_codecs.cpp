#include <gif_lib.h>
#include <libheif/heif.h>
#include <png.h>
#include <tiffio.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "infrastructure/images/encode.hpp"
#include "infrastructure/images/test_pictures.hpp"

// x265, with which test pictures are made, keeps its tables until the process ends.
// NOLINTNEXTLINE(bugprone-reserved-identifier): LeakSanitizer names it so
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }

namespace snapory {
namespace {

void require(bool done) {
    if (!done) throw std::runtime_error("a test picture cannot be made");
}

// Where a library can only write to a file.
class ScratchFile {
public:
    ScratchFile() {
        const int file = ::mkstemp(name_);
        require(file >= 0);
        ::close(file);
    }
    ~ScratchFile() { ::unlink(name_); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    const char* name() const { return name_; }
    Picture bytes() const {
        std::ifstream file(name_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    char name_[32] = "/tmp/snapory-picture-XXXXXX";
};

void append(Picture& file, std::string_view text) { file.insert(file.end(), text.begin(), text.end()); }

void append_number(Picture& file, std::uint32_t value, int width) {
    for (int i = 0; i < width; ++i) file.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

void append_chunk(Picture& file, std::string_view name, const Picture& content) {
    append(file, name);
    append_number(file, static_cast<std::uint32_t>(content.size()), 4);
    file.insert(file.end(), content.begin(), content.end());
    if (content.size() % 2 == 1) file.push_back(0);
}

// One stored pixel of each kind, most significant byte first.
Picture png_pixel(const std::uint8_t* rgbx, PngKind kind) {
    switch (kind) {
        case PngKind::grey: return {rgbx[1]};
        case PngKind::palette: return {static_cast<std::uint8_t>(rgbx[0] > 128 ? 1 : 0)};
        case PngKind::rgba_half_clear: return {rgbx[0], rgbx[1], rgbx[2], 128};
        case PngKind::deep: return {rgbx[0], 7, rgbx[1], 7, rgbx[2], 7};
        case PngKind::rgb:
        case PngKind::interlaced: break;
    }
    return {rgbx[0], rgbx[1], rgbx[2]};
}

int png_colour_type(PngKind kind) {
    switch (kind) {
        case PngKind::grey: return PNG_COLOR_TYPE_GRAY;
        case PngKind::palette: return PNG_COLOR_TYPE_PALETTE;
        case PngKind::rgba_half_clear: return PNG_COLOR_TYPE_RGB_ALPHA;
        default: return PNG_COLOR_TYPE_RGB;
    }
}

heif_compression_format format_of(HeifCodec codec) {
    return codec == HeifCodec::hevc ? heif_compression_HEVC : heif_compression_AV1;
}

void require(const heif_error& outcome) { require(outcome.code == heif_error_Ok); }

heif_error append_heif(heif_context* /*context*/, const void* data, std::size_t length, void* to) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    auto& file = *static_cast<Picture*>(to);
    file.insert(file.end(), bytes, bytes + length);
    return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

}  // namespace

Picture png_of(const Pixmap& image, PngKind kind) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    Picture file;
    png_set_write_fn(
        png, &file,
        [](png_structp to, png_bytep data, std::size_t length) {
            auto& bytes = *static_cast<Picture*>(png_get_io_ptr(to));
            bytes.insert(bytes.end(), data, data + length);
        },
        nullptr);
    png_set_IHDR(png, info, image.size.width, image.size.height, kind == PngKind::deep ? 16 : 8,
                 png_colour_type(kind),
                 kind == PngKind::interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const png_color colours[] = {{0, 0, 0}, {255, 0, 0}};
    if (kind == PngKind::palette) png_set_PLTE(png, info, colours, 2);
    png_write_info(png, info);
    const int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; ++pass)
        for (std::uint32_t y = 0; y < image.size.height; ++y) {
            Picture line;
            for (std::uint32_t x = 0; x < image.size.width; ++x)
                std::ranges::copy(png_pixel(image.row(y) + x * Pixmap::channels, kind),
                                  std::back_inserter(line));
            png_write_row(png, line.data());
        }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return file;
}

Picture heif_of(const Pixmap& image, HeifCodec codec, std::uint8_t orientation) {
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    require(heif_context_get_encoder_for_format(context, format_of(codec), &encoder));
    heif_encoder_set_lossy_quality(encoder, 90);
    heif_image* source = nullptr;
    const auto width = static_cast<int>(image.size.width), height = static_cast<int>(image.size.height);
    require(heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &source));
    require(heif_image_add_plane(source, heif_channel_interleaved, width, height, 8));
    int stride = 0;
    std::uint8_t* plane = heif_image_get_plane(source, heif_channel_interleaved, &stride);
    for (std::uint32_t y = 0; y < image.size.height; ++y)
        for (std::uint32_t x = 0; x < image.size.width; ++x)
            std::copy_n(image.row(y) + x * Pixmap::channels, 3,
                        plane + std::size_t{y} * static_cast<std::size_t>(stride) + std::size_t{x} * 3);
    heif_encoding_options* options = heif_encoding_options_alloc();
    options->image_orientation = static_cast<heif_orientation>(orientation);
    require(heif_context_encode_image(context, source, encoder, options, nullptr));
    Picture file;
    heif_writer writer{1, append_heif};
    require(heif_context_write(context, &writer, &file));
    heif_encoding_options_free(options);
    heif_image_release(source);
    heif_encoder_release(encoder);
    heif_context_free(context);
    return file;
}

Picture gif_of(const Pixmap& image) {
    Picture file;
    const auto write = [](GifFileType* gif, const GifByteType* data, int length) {
        auto& bytes = *static_cast<Picture*>(gif->UserData);
        bytes.insert(bytes.end(), data, data + length);
        return length;
    };
    const std::array<Rgb, 4> palette{red, green, blue, yellow};
    std::array<GifColorType, 4> colours{};
    for (std::size_t i = 0; i < palette.size(); ++i)
        colours[i] = {static_cast<GifByteType>(palette[i][0]), static_cast<GifByteType>(palette[i][1]),
                      static_cast<GifByteType>(palette[i][2])};
    ColorMapObject* map = GifMakeMapObject(4, colours.data());
    GifFileType* gif = EGifOpen(&file, write, nullptr);
    const auto width = static_cast<int>(image.size.width), height = static_cast<int>(image.size.height);
    require(EGifPutScreenDesc(gif, width, height, 8, 0, map) == GIF_OK);
    require(EGifPutImageDesc(gif, 0, 0, width, height, false, nullptr) == GIF_OK);
    for (std::uint32_t y = 0; y < image.size.height; ++y) {
        Picture line(image.size.width);
        for (std::uint32_t x = 0; x < image.size.width; ++x)
            line[x] = static_cast<GifPixelType>((y < image.size.height / 2 ? 0 : 2) +
                                                (x < image.size.width / 2 ? 0 : 1));
        require(EGifPutLine(gif, line.data(), width) == GIF_OK);
    }
    require(EGifCloseFile(gif, nullptr) == GIF_OK);
    GifFreeMapObject(map);
    return file;
}

Picture tiff_of(const Pixmap& image, std::uint8_t orientation) {
    const ScratchFile scratch;
    TIFF* tiff = TIFFOpen(scratch.name(), "w");
    require(tiff != nullptr);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image.size.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image.size.height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 10);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
    for (std::uint32_t y = 0; y < image.size.height; ++y) {
        Picture line;
        for (std::uint32_t x = 0; x < image.size.width; ++x)
            line.insert(line.end(), image.row(y) + x * Pixmap::channels,
                        image.row(y) + x * Pixmap::channels + 3);
        require(TIFFWriteScanline(tiff, line.data(), y, 0) == 1);
    }
    TIFFClose(tiff);
    return scratch.bytes();
}

Picture animated_webp_of(const Pixmap& first_frame, PixelSize stage, std::uint32_t left, std::uint32_t top) {
    const Picture still = encode_webp(first_frame);
    Picture extended{2, 0, 0, 0};  // animation
    append_number(extended, stage.width - 1, 3);
    append_number(extended, stage.height - 1, 3);
    Picture frame;
    for (const std::uint32_t number :
         {left / 2, top / 2, first_frame.size.width - 1, first_frame.size.height - 1, 100U})
        append_number(frame, number, 3);
    frame.push_back(0);
    frame.insert(frame.end(), still.begin() + 12, still.end());  // without its RIFF header

    Picture chunks;
    append(chunks, "WEBP");
    append_chunk(chunks, "VP8X", extended);
    append_chunk(chunks, "ANIM", {255, 255, 255, 255, 0, 0});
    append_chunk(chunks, "ANMF", frame);
    append_chunk(chunks, "ANMF", frame);
    Picture file;
    append_chunk(file, "RIFF", chunks);
    return file;
}

}  // namespace snapory
