#include "application/gallery/crc32.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <vector>

namespace snapory {
namespace {

constexpr std::size_t read_bytes = 256UZ * 1024;

// Bits lie reflected here: the lowest of a word is the coefficient of its highest power.
constexpr std::uint32_t polynomial = 0xEDB88320;
constexpr std::uint32_t times_x(std::uint32_t sum) { return (sum >> 1) ^ ((sum & 1) != 0 ? polynomial : 0U); }

// Slicing-by-8 (Kounavis and Berry, 2005): table[n][b] is the sum of byte b followed by n zero bytes, so that
// eight bytes are summed by eight look-ups that do not wait for one another.
constexpr std::size_t slices = 8;
using Tables = std::array<std::array<std::uint32_t, 256>, slices>;

constexpr Tables make_tables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit) sum = times_x(sum);
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

std::uint32_t add_slices(std::uint32_t sum, std::span<const std::byte> bytes) {
    for (; bytes.size() >= slices; bytes = bytes.subspan(slices)) sum = add_slice(sum, bytes.data());
    for (auto byte : bytes) sum = add_byte(sum, byte);
    return sum;
}

#if defined(__x86_64__)
// Folding by carry-less multiplication (Gopal et al., Intel, 2009), ten times as fast: bytes times a power of
// x weigh as much that many bits further on, where they are added to the bytes that stand there.
using Lane [[gnu::vector_size(16)]] = long long;
constexpr std::size_t lane_bytes = sizeof(Lane), lanes = 4, block_bytes = lanes * lane_bytes;

// Shifted by one, since the product of two reflected words is one bit short.
constexpr long long power_of_x(unsigned exponent) {
    std::uint32_t power = 0x8000'0000;
    while (exponent-- > 0) power = times_x(power);
    return std::bit_cast<long long>(std::uint64_t{power} << 1);
}
constexpr Lane over(unsigned bits) { return {power_of_x(bits + 32), power_of_x(bits - 32)}; }
constexpr Lane over_a_block = over(8 * block_bytes), over_a_lane = over(8 * lane_bytes);

Lane lane_at(const std::byte* bytes) {
    Lane lane;
    std::memcpy(&lane, bytes, sizeof lane);
    return lane;
}

[[gnu::target("pclmul"), gnu::always_inline]] inline Lane carried(Lane lane, Lane distance) {
    return __builtin_ia32_pclmulqdq128(lane, distance, 0x00) ^
           __builtin_ia32_pclmulqdq128(lane, distance, 0x11);
}

// Of whole blocks, one at least.
[[gnu::target("pclmul")]] std::uint32_t add_blocks(std::uint32_t sum, std::span<const std::byte> bytes) {
    std::array<Lane, lanes> folded;
    for (std::size_t i = 0; i < lanes; ++i) folded[i] = lane_at(&bytes[i * lane_bytes]);
    folded[0][0] ^= sum;
    for (bytes = bytes.subspan(block_bytes); !bytes.empty(); bytes = bytes.subspan(block_bytes))
        for (std::size_t i = 0; i < lanes; ++i)
            folded[i] = carried(folded[i], over_a_block) ^ lane_at(&bytes[i * lane_bytes]);
    Lane last = folded[0];
    for (std::size_t i = 1; i < lanes; ++i) last = carried(last, over_a_lane) ^ folded[i];
    return add_slices(0, std::as_bytes(std::span(&last, 1)));
}

const bool can_fold = __builtin_cpu_supports("pclmul") != 0;

std::uint32_t add(std::uint32_t sum, std::span<const std::byte> bytes) {
    const std::size_t whole = can_fold ? bytes.size() / block_bytes * block_bytes : 0;
    if (whole > 0) sum = add_blocks(sum, bytes.first(whole));
    return add_slices(sum, bytes.subspan(whole));
}
#else
std::uint32_t add(std::uint32_t sum, std::span<const std::byte> bytes) { return add_slices(sum, bytes); }
#endif

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before) { return ~add(~before, bytes); }

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
