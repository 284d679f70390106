#include <libheif/heif.h>

#include <memory>
#include <new>

#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* held) const {
        release(held);
    }
};
using Context = std::unique_ptr<heif_context, Release<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Release<heif_image_handle_release>>;
using Image = std::unique_ptr<heif_image, Release<heif_image_release>>;

void require(const heif_error& outcome) {
    if (outcome.code == heif_error_Ok) return;
    if (outcome.code == heif_error_Memory_allocation_error &&
        outcome.subcode != heif_suberror_Security_limit_exceeded)
        throw std::bad_alloc();
    throw_unreadable(outcome.message);
}

Handle primary_image(heif_context* context) {
    heif_image_handle* handle = nullptr;
    require(heif_context_get_primary_image_handle(context, &handle));
    return Handle(handle);
}

std::vector<std::uint8_t> profile_of(const heif_image_handle* handle) {
    std::vector<std::uint8_t> icc(heif_image_handle_get_raw_color_profile_size(handle));
    if (!icc.empty() && heif_image_handle_get_raw_color_profile(handle, icc.data()).code != heif_error_Ok)
        icc.clear();
    return icc;
}

Image decoded(const heif_image_handle* handle, bool alpha) {
    const std::unique_ptr<heif_decoding_options, Release<heif_decoding_options_free>> options(
        heif_decoding_options_alloc());
    options->convert_hdr_to_8bit = 1;
    heif_image* image = nullptr;
    require(heif_decode_image(handle, &image, heif_colorspace_RGB,
                              alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                              options.get()));
    return Image(image);
}

void to_rgbx(const std::uint8_t* from, bool alpha, Pixmap& row) {
    std::uint8_t* to = row.row(0);
    const std::size_t step = alpha ? 4 : 3;
    for (std::uint32_t x = 0; x < row.size.width; ++x, from += step, to += Pixmap::channels)
        for (std::size_t c = 0; c < 3; ++c) to[c] = alpha ? over_white(from[c], from[3]) : from[c];
}

}  // namespace

Decoded decode_heif(Bytes file, std::uint32_t side) {
    const Context context(heif_context_alloc());
    heif_context_set_max_decoding_threads(context.get(),
                                          0);  // tiles one after another: the sandbox has few threads
    require(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr));
    const Handle handle = primary_image(context.get());
    const auto number = [](int value) { return static_cast<std::uint32_t>(std::max(0, value)); };
    check_pixels({number(heif_image_handle_get_width(handle.get())),
                  number(heif_image_handle_get_height(handle.get()))});

    const bool alpha = heif_image_handle_has_alpha_channel(handle.get()) != 0;
    const Image image = decoded(handle.get(), alpha);
    const PixelSize size{number(heif_image_get_primary_width(image.get())),
                         number(heif_image_get_primary_height(image.get()))};
    int stride = 0;
    const std::uint8_t* pixels =
        heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    if (pixels == nullptr) throw_unreadable("its HEIF data is broken");

    Canvas canvas(size, side);
    Pixmap row({size.width, 1});
    for (std::uint32_t y = 0; y < size.height; ++y) {
        to_rgbx(pixels + std::size_t{y} * static_cast<std::size_t>(stride), alpha, row);
        canvas.add_row(row.row(0));
    }
    Decoded result = canvas.take(profile_of(handle.get()));
    result.upright = true;  // libheif has applied irot and imir; EXIF only repeats them
    return result;
}

}  // namespace snapory
