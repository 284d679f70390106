#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "domain/capture.hpp"

namespace snapory {

using Bytes = std::span<const std::uint8_t>;

// Memory for pixels, in huge pages where it is large and the kernel has some: each image is read in a fresh
// process, in which every 4 KiB would cost a page fault. Throws std::bad_alloc.
void* allocate_pixels(std::size_t bytes);

template <class T>
struct PixelAllocator {
    using value_type = T;

    PixelAllocator() = default;
    template <class Other>
    PixelAllocator(const PixelAllocator<Other>& /*other*/) {}  // NOLINT(*-explicit-*): as allocators do

    T* allocate(std::size_t count) { return static_cast<T*>(allocate_pixels(count * sizeof(T))); }
    void deallocate(T* pixels, std::size_t /*count*/) { std::free(pixels); }
    bool operator==(const PixelAllocator&) const = default;
};

// 8 bits a channel, four bytes a pixel: red, green, blue, and one that is never looked at, so that a pixel is
// one load for vector units. Rows from the top without padding.
struct Pixmap {
    static constexpr std::size_t channels = 4;

    PixelSize size;
    std::vector<std::uint8_t, PixelAllocator<std::uint8_t>> rgbx;

    Pixmap() = default;
    explicit Pixmap(PixelSize s) : size(s), rgbx(std::size_t{s.width} * s.height * channels) {}

    std::size_t stride() const { return std::size_t{size.width} * channels; }
    std::uint8_t* row(std::uint32_t y) { return rgbx.data() + y * stride(); }
    const std::uint8_t* row(std::uint32_t y) const { return rgbx.data() + y * stride(); }
};

// One channel of a colour over white, for formats with transparency that is not premultiplied.
inline std::uint8_t over_white(std::uint8_t colour, std::uint8_t alpha) {
    return static_cast<std::uint8_t>(255 - (255 - colour) * alpha / 255);
}

}  // namespace snapory
