#include "infrastructure/redis/slots.hpp"

namespace snapory {
namespace {

std::string_view tag_of(std::string_view key) {
    auto open = key.find('{');
    if (open == std::string_view::npos) return key;
    auto close = key.find('}', open + 1);
    if (close == std::string_view::npos || close == open + 1) return key;
    return key.substr(open + 1, close - open - 1);
}

}  // namespace

std::uint16_t slot_of_key(std::string_view key) {
    constexpr unsigned polynomial = 0x1021;
    unsigned crc = 0;
    for (char c : tag_of(key)) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000) != 0 ? crc << 1 ^ polynomial : crc << 1;
        crc &= 0xFFFF;
    }
    return static_cast<std::uint16_t>(crc % cluster_slots);
}

}  // namespace snapory
