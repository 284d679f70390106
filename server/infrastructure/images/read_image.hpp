#pragma once

#include "application/ports/image_reader.hpp"
#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// The reading of ImageReader, done here and now: file bytes go straight into the decoders. Meant to be run in
// a sandbox, since a hostile file may crash or hang them.
Result<ImageReading> read_image(Bytes file, ImageWanted wanted);

// Lets the libraries load and set up what they would otherwise look for, also on the disk, at the first
// picture.
void load_image_libraries();

}  // namespace snapory
