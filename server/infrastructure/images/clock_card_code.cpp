#include "infrastructure/images/clock_card_code.hpp"

#include <algorithm>

#define ZX_USE_UTF8 1  // its results are UTF-8
#include <ZXing/ReadBarcode.h>

#include "application/ports/image_reader.hpp"

namespace snapory {

std::string clock_card_code(const Pixmap& image) {
    const bool large = std::max(image.size.width, image.size.height) > preview_side / 2;
    const int step = large ? 2 : 1;
    const auto width = static_cast<int>(image.size.width) / step,
               height = static_cast<int>(image.size.height) / step;
    const ZXing::ImageView view(image.rgbx.data(), width, height, ZXing::ImageFormat::RGBX,
                                static_cast<int>(image.stride()) * step,
                                static_cast<int>(Pixmap::channels) * step);
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setTryHarder(false)
                           .setTryRotate(false)  // finder patterns are found in any direction
                           .setTryDownscale(false);
    const auto code = ZXing::ReadBarcode(view, hints);
    auto text = code.isValid() ? code.text() : std::string();
    const bool card = text.starts_with(clock_card_prefix) && text.size() <= longest_clock_card;
    return card ? text : std::string();
}

}  // namespace snapory
