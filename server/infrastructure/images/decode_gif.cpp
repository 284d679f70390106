#include <gif_lib.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

int read_bytes(GifFileType* gif, GifByteType* out, int length) {
    auto& rest = *static_cast<Bytes*>(gif->UserData);
    const std::size_t given = std::min(rest.size(), static_cast<std::size_t>(length));
    std::memcpy(out, rest.data(), given);
    rest = rest.subspan(given);
    return static_cast<int>(given);
}

struct CloseGif {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, CloseGif>;

[[noreturn]] void throw_broken() { throw_unreadable("its GIF data is broken or a part of it is missing"); }

void require(int outcome) {
    if (outcome != GIF_OK) throw_broken();
}

// Reads on to the first frame. Gives the colour that is transparent in it, or NO_TRANSPARENT_COLOR.
int seek_first_frame(GifFileType* gif) {
    int transparent = NO_TRANSPARENT_COLOR;
    for (;;) {
        GifRecordType record{};
        require(DGifGetRecordType(gif, &record));
        if (record == IMAGE_DESC_RECORD_TYPE) break;
        if (record != EXTENSION_RECORD_TYPE) throw_broken();
        int code = 0;
        GifByteType* block = nullptr;
        require(DGifGetExtension(gif, &code, &block));
        GraphicsControlBlock control{};
        if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr &&
            DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
            transparent = control.TransparentColor;
        while (block != nullptr) require(DGifGetExtensionNext(gif, &block));
    }
    require(DGifGetImageDesc(gif));
    return transparent;
}

// One colour number a pixel.
std::vector<GifPixelType> read_frame(GifFileType* gif, PixelSize size) {
    std::vector<GifPixelType> numbers(std::size_t{size.width} * size.height);
    const auto read_row = [&](std::uint32_t y) {
        require(DGifGetLine(gif, &numbers[std::size_t{y} * size.width], static_cast<int>(size.width)));
    };
    if (!gif->Image.Interlace) {
        for (std::uint32_t y = 0; y < size.height; ++y) read_row(y);
        return numbers;
    }
    constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 4> passes{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [first, step] : passes)
        for (std::uint32_t y = first; y < size.height; y += step) read_row(y);
    return numbers;
}

// RGBX of every colour number; white where the map has none, and for the transparent one.
using Palette = std::array<std::array<std::uint8_t, Pixmap::channels>, 256>;

Palette palette_of(const GifFileType* gif, int transparent) {
    Palette palette;
    palette.fill({255, 255, 255, 255});
    const ColorMapObject* map = gif->Image.ColorMap != nullptr ? gif->Image.ColorMap : gif->SColorMap;
    if (map == nullptr) throw_broken();
    for (int i = 0; i < std::min(map->ColorCount, 256); ++i)
        if (i != transparent)
            palette[i] = {map->Colors[i].Red, map->Colors[i].Green, map->Colors[i].Blue, 255};
    return palette;
}

}  // namespace

Decoded decode_gif(Bytes file, std::uint32_t side) {
    Bytes rest = file;
    int problem = 0;
    const Gif gif(DGifOpen(&rest, read_bytes, &problem));
    if (gif == nullptr) throw_broken();
    const int transparent = seek_first_frame(gif.get());

    const GifImageDesc& image = gif->Image;
    const Frame frame{static_cast<std::uint32_t>(image.Left),
                      static_cast<std::uint32_t>(image.Top),
                      {static_cast<std::uint32_t>(image.Width), static_cast<std::uint32_t>(image.Height)}};
    const PixelSize stage{static_cast<std::uint32_t>(gif->SWidth), static_cast<std::uint32_t>(gif->SHeight)};
    check_pixels(frame.size);
    Canvas canvas(stage, side);
    const std::vector<GifPixelType> numbers = read_frame(gif.get(), frame.size);
    const Palette palette = palette_of(gif.get(), transparent);

    Pixmap row({frame.size.width, 1});
    add_on_white(canvas, stage, frame, [&](std::uint32_t y) {
        const GifPixelType* number = &numbers[std::size_t{y} * frame.size.width];
        for (std::uint32_t x = 0; x < frame.size.width; ++x)
            std::memcpy(row.row(0) + x * Pixmap::channels, palette[number[x]].data(), Pixmap::channels);
        return row.row(0);
    });
    return canvas.take();
}

}  // namespace snapory
