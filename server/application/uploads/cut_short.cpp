#include "application/uploads/cut_short.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace snapory {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t window = 256 << 10;    // bytes read at a time
constexpr std::size_t most_segments = 1000;  // of a file that is not made to be slow

// Fewer at the end.
Bytes bytes_at(RandomAccess& file, std::uint64_t offset, std::size_t most) {
    Bytes bytes(most);
    bytes.resize(file.read(offset, std::as_writable_bytes(std::span(bytes))));
    return bytes;
}

std::uint64_t big_endian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (auto byte : bytes) value = value << 8U | byte;
    return value;
}

// Where the pixels of a JPEG begin, which is its end when it ends before; nothing when its segments do not
// lead there.
std::optional<std::uint64_t> first_scan(RandomAccess& file) {
    auto held = bytes_at(file, 0, window);
    std::uint64_t held_from = 0;
    std::uint64_t at = 2;
    for (std::size_t segment = 0; segment < most_segments; ++segment) {
        if (at + 4 > held_from + held.size()) {
            held_from = at;
            held = bytes_at(file, at, window);
        }
        if (held.size() < 4) return file.bytes();
        auto head = std::span(held).subspan(at - held_from, 4);
        if (head[0] != 0xFF || head[1] < 0xC0) return std::nullopt;
        if (head[1] == 0xDA) return at;
        at += 2 + big_endian(head.subspan(2));
    }
    return std::nullopt;
}

// Whether the marker stands somewhere behind `from`. Sought from the end: what follows the marker of a whole
// file, such as a phone's moving picture, is seldom there.
bool holds(RandomAccess& file, std::uint64_t from, std::string_view marker) {
    for (auto end = file.bytes(); end >= from + marker.size();) {
        auto begin = end - from > window ? end - window : from;
        auto bytes = bytes_at(file, begin, end - begin);
        std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (text.find(marker) != std::string_view::npos) return true;
        if (begin == from) return false;
        end = begin + marker.size() - 1;  // it may lie across two windows
    }
    return false;
}

// Pixels never hold the marker, but the small picture in the metadata before them may.
bool jpeg_is_cut(RandomAccess& file) {
    auto from = first_scan(file);
    return from && !holds(file, *from, "\xFF\xD9");
}

bool png_is_cut(RandomAccess& file) {
    static constexpr std::size_t signature = 8;
    return !holds(file, signature, "IEND\xAE\x42\x60\x82");  // the last chunk is empty: its checksum is known
}

bool webp_is_cut(RandomAccess& file) {
    auto head = bytes_at(file, 0, 8);
    if (head.size() < 8) return true;
    std::ranges::reverse(head);  // "RIFF" counts in little endian
    return 8 + big_endian(std::span(head).first(4)) > file.bytes();
}

// The boxes that photos are made of. What phones append may look like another.
bool is_known(std::span<const std::uint8_t> type) {
    static constexpr std::array<std::string_view, 4> known{"ftyp", "meta", "mdat", "moov"};
    return std::ranges::find(known, std::string_view(reinterpret_cast<const char*>(type.data()),
                                                     type.size())) != known.end();
}

// Boxes of ISO/IEC 14496-12: 32 bits of size and the type; a size of 1 stands for 64 bits that follow, 0 for
// all that remains.
bool boxes_are_cut(RandomAccess& file) {
    std::uint64_t at = 0;
    for (std::size_t box = 0; box < most_segments && at < file.bytes(); ++box) {
        auto head = bytes_at(file, at, 16);
        if (head.size() < 8) return false;
        auto size = big_endian(std::span(head).first(4));
        if (size == 1 && head.size() == 16) size = big_endian(std::span(head).last(8));
        if (size < 8) return false;
        if (size > file.bytes() - at) return is_known(std::span(head).subspan(4, 4));
        at += size;
    }
    return false;
}

}  // namespace

bool is_cut_short(RandomAccess& file, MediaType type) {
    switch (type) {
        case MediaType::jpeg: return jpeg_is_cut(file);
        case MediaType::png: return png_is_cut(file);
        case MediaType::webp: return webp_is_cut(file);
        case MediaType::heic:
        case MediaType::heif:
        case MediaType::avif:
        case MediaType::cr3: return boxes_are_cut(file);
        case MediaType::gif:
        case MediaType::tiff:
        case MediaType::cr2:
        case MediaType::nef:
        case MediaType::arw:
        case MediaType::dng:
        case MediaType::raf: return false;
    }
    return false;
}

}  // namespace snapory
