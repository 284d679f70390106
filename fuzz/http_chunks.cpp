// A chunked body must decode the same however it is cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "http/body_reader.hpp"

using namespace snapory::http;

namespace {

struct Outcome {
    std::string payload;
    std::size_t consumed = 0;
    bool done = false;
    bool broken = false;
    bool operator==(const Outcome&) const = default;
};

Outcome decode(std::span<const std::byte> bytes, std::size_t piece) {
    ChunkDecoder decoder;
    Outcome outcome;
    while (!bytes.empty() && !decoder.done() && !decoder.broken()) {
        std::vector<std::byte> copy(
            bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(piece, bytes.size())));
        const auto decoded = decoder.decode(copy);
        outcome.payload.append(reinterpret_cast<const char*>(copy.data()), decoded.payload);
        outcome.consumed += decoded.consumed;
        bytes = bytes.subspan(copy.size());
    }
    outcome.done = decoder.done();
    outcome.broken = decoder.broken();
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    if (decode(bytes, bytes.size() + 1) != decode(bytes, data[0] % 16 + 1U)) std::abort();
    return 0;
}
