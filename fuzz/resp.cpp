// Answers of Redis must read the same however they are cut.
#include "infrastructure/redis/resp.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace snapory;

namespace {

struct Outcome {
    std::vector<RespValue> values;
    bool malformed = false;
    bool operator==(const Outcome&) const = default;
};

Outcome parse(std::string_view bytes, std::size_t piece) {
    RespParser parser;
    Outcome outcome;
    try {
        while (!bytes.empty()) {
            parser.feed(bytes.substr(0, piece));
            bytes.remove_prefix(std::min(piece, bytes.size()));
            while (auto value = parser.next()) outcome.values.push_back(*value);
        }
    } catch (const MalformedResp&) {
        outcome.malformed = true;
    }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    if (parse(bytes, bytes.size() + 1) != parse(bytes, data[0] % 16 + 1U)) std::abort();
    return 0;
}
