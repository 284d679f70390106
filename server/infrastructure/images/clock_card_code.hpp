#pragma once

#include <string>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// The text of the clock card's QR code in the picture; empty when it shows none that can be read. A code that
// takes less than a fifth of the longer side may be missed: looking at every second pixel of a preview costs
// a quarter, which every other photo pays too.
std::string clock_card_code(const Pixmap& image);

}  // namespace snapory
