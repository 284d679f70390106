#include "infrastructure/images/encode.hpp"

#include <turbojpeg.h>
#include <webp/encode.h>

#include <memory>
#include <new>

namespace snapory {

constexpr int quality = 80;
constexpr int webp_effort = 2;

std::vector<std::uint8_t> encode_jpeg(const Pixmap& image) {
    const std::unique_ptr<void, decltype(&tjDestroy)> encoder(tjInitCompress(), &tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long length = 0;
    const int outcome =
        encoder == nullptr ? -1
                           : tjCompress2(encoder.get(), image.rgbx.data(), static_cast<int>(image.size.width),
                                         0, static_cast<int>(image.size.height), TJPF_RGBX, &bytes, &length,
                                         TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, decltype(&tjFree)> owner(bytes, &tjFree);
    if (outcome != 0) throw std::bad_alloc();
    return {bytes, bytes + length};
}

std::vector<std::uint8_t> encode_webp(const Pixmap& image) {
    WebPConfig config;
    WebPPicture picture;
    if (WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, quality) == 0 || WebPPictureInit(&picture) == 0)
        throw std::bad_alloc();
    config.method = webp_effort;
    picture.width = static_cast<int>(image.size.width);
    picture.height = static_cast<int>(image.size.height);
    const std::unique_ptr<WebPPicture, decltype(&WebPPictureFree)> owner(&picture, &WebPPictureFree);

    std::vector<std::uint8_t> bytes;
    picture.custom_ptr = &bytes;
    picture.writer = [](const std::uint8_t* data, std::size_t length, const WebPPicture* to) {
        auto& out = *static_cast<std::vector<std::uint8_t>*>(to->custom_ptr);
        out.insert(out.end(), data, data + length);
        return 1;
    };
    if (WebPPictureImportRGBX(&picture, image.rgbx.data(), static_cast<int>(image.stride())) == 0 ||
        WebPEncode(&config, &picture) == 0)
        throw std::bad_alloc();
    return bytes;
}

}  // namespace snapory
