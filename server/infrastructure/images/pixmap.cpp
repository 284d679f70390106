#include "infrastructure/images/pixmap.hpp"

#include <sys/mman.h>

#include <new>

namespace snapory {

void* allocate_pixels(std::size_t bytes) {
    constexpr std::size_t huge_page = 2 << 20;
    const bool large = bytes >= huge_page;
    const std::size_t rounded = (bytes + huge_page - 1) / huge_page * huge_page;
    void* pixels = large ? std::aligned_alloc(huge_page, rounded) : std::malloc(bytes);
    if (pixels == nullptr) throw std::bad_alloc();
    if (large) ::madvise(pixels, rounded, MADV_HUGEPAGE);  // refused where the kernel has none: then without
    return pixels;
}

}  // namespace snapory
