#include "application/gallery/crc32.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <vector>

namespace snapory {
namespace {

// Slicing-by-8 (Kounavis and Berry, 2005): table[n][b] is the sum of byte b followed by n zero bytes, so that
// eight bytes are summed by eight look-ups that do not wait for one another.
constexpr std::size_t slices = 8;
constexpr std::size_t read_bytes = 256UZ * 1024;
using Tables = std::array<std::array<std::uint32_t, 256>, slices>;

constexpr Tables make_tables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
        tables[0][byte] = sum;
    }
    for (std::size_t n = 1; n < slices; ++n)
        for (std::size_t byte = 0; byte < 256; ++byte)
            tables[n][byte] = (tables[n - 1][byte] >> 8) ^ tables[0][tables[n - 1][byte] & 0xFF];
    return tables;
}

constexpr Tables tables = make_tables();

std::uint32_t add_byte(std::uint32_t sum, std::byte byte) {
    return (sum >> 8) ^ tables[0][(sum ^ std::to_integer<std::uint32_t>(byte)) & 0xFF];
}

std::uint32_t add_slice(std::uint32_t sum, const std::byte* bytes) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, slices);
    word ^= sum;
    std::uint32_t result = 0;
    for (std::size_t i = 0; i < slices; ++i) result ^= tables[slices - 1 - i][(word >> (8 * i)) & 0xFF];
    return result;
}

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before) {
    std::uint32_t sum = ~before;
    for (; bytes.size() >= slices; bytes = bytes.subspan(slices)) sum = add_slice(sum, bytes.data());
    for (auto byte : bytes) sum = add_byte(sum, byte);
    return ~sum;
}

std::uint32_t crc32(Blob& blob) {
    std::vector<std::byte> buffer(read_bytes);
    std::uint32_t sum = 0;
    std::uint64_t at = 0;
    while (auto count = blob.read(at, buffer)) {
        sum = crc32(std::span(buffer).first(count), sum);
        at += count;
    }
    return sum;
}

}  // namespace snapory
