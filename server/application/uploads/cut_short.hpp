#pragma once

#include "application/ports/blob_store.hpp"
#include "domain/media_type.hpp"

namespace snapory {

// Whether the file's own structure says that its end is missing, as after a copy that was interrupted.
// Formats that do not tell, and files too broken to, are not: decoding finds out. Throws Unavailable.
bool is_cut_short(RandomAccess& file, MediaType type);

}  // namespace snapory
