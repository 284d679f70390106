#pragma once

#include "application/ports/qr_codes.hpp"

namespace snapory {

class QrImages : public QrCodes {
public:
    std::string svg(std::string_view text) override;
    std::string png(std::string_view text, unsigned pixels) override;
};

}  // namespace snapory
