#pragma once

#include <string>
#include <string_view>

namespace snapory {

// QR codes with error correction that survives a wine stain (level Q), quiet zone included.
class QrCodes {
public:
    virtual ~QrCodes() = default;
    virtual std::string svg(std::string_view text) = 0;
    virtual std::string png(std::string_view text, unsigned pixels) = 0;  // at least this wide
};

}  // namespace snapory
