#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <new>

#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

// Above this many pixels libwebp itself shrinks the picture, so that memory stays bounded.
constexpr std::uint64_t most_pixels_whole = 24'000'000;

[[noreturn]] void throw_failure(VP8StatusCode status) {
    if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
    throw_unreadable(status == VP8_STATUS_NOT_ENOUGH_DATA ? "a part of it is missing"
                                                          : "its WebP data is broken");
}

std::vector<std::uint8_t> profile_of(const WebPDemuxer* demuxer) {
    WebPChunkIterator chunk{};
    std::vector<std::uint8_t> icc;
    if (WebPDemuxGetChunk(demuxer, "ICCP", 1, &chunk) != 0)
        icc.assign(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return icc;
}

// The first frame. `bytes` belong to the file.
struct CodedFrame {
    Frame place;
    Bytes bytes;
};

CodedFrame first_frame(const WebPDemuxer* demuxer) {
    WebPIterator found{};
    if (WebPDemuxGetFrame(demuxer, 1, &found) == 0 || found.complete == 0)
        throw_unreadable("a part of it is missing");
    const auto number = [](int value) { return static_cast<std::uint32_t>(value); };
    const CodedFrame frame{
        {number(found.x_offset), number(found.y_offset), {number(found.width), number(found.height)}},
        {found.fragment.bytes, found.fragment.size}};
    WebPDemuxReleaseIterator(&found);
    return frame;
}

void flatten(Pixmap& pixels) {
    for (std::size_t at = 0; at < pixels.rgbx.size(); at += Pixmap::channels)
        for (std::size_t c = 0; c < 3; ++c)
            pixels.rgbx[at + c] = over_white(pixels.rgbx[at + c], pixels.rgbx[at + 3]);
}

// The frame in `size`, which is its own or smaller.
Pixmap decode_frame(const CodedFrame& frame, PixelSize size) {
    WebPDecoderConfig config{};
    if (WebPInitDecoderConfig(&config) == 0) throw std::bad_alloc();
    if (size != frame.place.size) {
        config.options.use_scaling = 1;
        config.options.scaled_width = static_cast<int>(size.width);
        config.options.scaled_height = static_cast<int>(size.height);
    }
    Pixmap pixels(size);
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {pixels.rgbx.data(), static_cast<int>(pixels.stride()), pixels.rgbx.size()};
    const auto status = WebPDecode(frame.bytes.data(), frame.bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK) throw_failure(status);
    flatten(pixels);
    return pixels;
}

}  // namespace

Decoded decode_webp(Bytes file, std::uint32_t side) {
    const WebPData data{file.data(), file.size()};
    const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data),
                                                                           &WebPDemuxDelete);
    if (demuxer == nullptr) throw_unreadable("its WebP data is broken");
    const PixelSize stage{WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH),
                          WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT)};
    check_pixels(stage);
    const CodedFrame frame = first_frame(demuxer.get());
    const bool whole = frame.place == Frame{0, 0, stage};
    const bool shrink = whole && std::uint64_t{stage.width} * stage.height > most_pixels_whole;
    const Pixmap pixels = decode_frame(frame, shrink ? fit(stage, 2 * side) : frame.place.size);

    Canvas canvas(stage, shrink ? pixels.size : stage, side);
    if (whole)
        canvas.add(pixels);
    else
        add_on_white(canvas, stage, frame.place, [&](std::uint32_t y) { return pixels.row(y); });
    return canvas.take(profile_of(demuxer.get()));
}

}  // namespace snapory
