#include "infrastructure/images/colour.hpp"

#include <lcms2.h>

#include <array>
#include <string_view>

namespace snapory {
namespace {

using Profile = std::shared_ptr<void>;

Profile open_profile(Bytes icc) {
    if (icc.empty()) return nullptr;
    return {cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())), [](void* profile) {
                if (profile != nullptr) cmsCloseProfile(profile);
            }};
}

// Cameras and phones that write sRGB say so in words; converting it to itself would only cost time.
bool says_srgb(const Profile& profile) {
    std::array<char, 256> text{};
    cmsGetProfileInfoASCII(profile.get(), cmsInfoDescription, "en", "US", text.data(), text.size());
    return std::string_view(text.data()).find("sRGB") != std::string_view::npos;
}

constexpr cmsUInt32Number rgbx = TYPE_RGBA_8;
constexpr cmsUInt32Number grey_in_rgbx = COLORSPACE_SH(PT_GRAY) | EXTRA_SH(3) | CHANNELS_SH(1) | BYTES_SH(1);

std::shared_ptr<void> transform_to_srgb(const Profile& profile, cmsUInt32Number format) {
    const Profile srgb(cmsCreate_sRGBProfile(), cmsCloseProfile);
    return {cmsCreateTransform(profile.get(), format, srgb.get(), rgbx, INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE),
            [](void* transform) {
                if (transform != nullptr) cmsDeleteTransform(transform);
            }};
}

bool has_space(const Profile& profile, cmsColorSpaceSignature space) {
    return profile != nullptr && cmsGetColorSpace(profile.get()) == space;
}

}  // namespace

void to_srgb(Pixmap& image, Bytes icc) {
    const Profile profile = open_profile(icc);
    const bool grey = has_space(profile, cmsSigGrayData);
    if (!grey && !has_space(profile, cmsSigRgbData)) return;
    if (says_srgb(profile)) return;
    const auto transform = transform_to_srgb(profile, grey ? grey_in_rgbx : rgbx);
    if (transform == nullptr) return;
    for (std::uint32_t y = 0; y < image.size.height; ++y)
        cmsDoTransform(transform.get(), image.row(y), image.row(y), image.size.width);
}

CmykToSrgb::CmykToSrgb(Bytes icc, bool inverted) : inverted_(inverted) {
    const Profile profile = open_profile(icc);
    if (has_space(profile, cmsSigCmykData))
        transform_ = transform_to_srgb(profile, inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8);
}

void CmykToSrgb::convert(std::span<std::uint8_t> pixels) const {
    if (transform_ != nullptr) {
        cmsDoTransform(transform_.get(), pixels.data(), pixels.data(),
                       static_cast<cmsUInt32Number>(pixels.size() / Pixmap::channels));
        return;
    }
    const unsigned flip = inverted_ ? 0 : 255;
    for (std::size_t at = 0; at < pixels.size(); at += Pixmap::channels) {
        const unsigned black = pixels[at + 3] ^ flip;
        for (std::size_t c = 0; c < 3; ++c)
            pixels[at + c] = static_cast<std::uint8_t>((pixels[at + c] ^ flip) * black / 255);
    }
}

}  // namespace snapory
