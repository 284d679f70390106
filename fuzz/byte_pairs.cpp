// What people search for, cut into tokens for a model that understands texts.
#include "infrastructure/tags/byte_pairs.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>

using namespace snapory;

namespace {

constexpr std::int64_t all_tokens = 512 + 3 + 2;
constexpr std::size_t most = 77;

void expect(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const BytePairs pairs = [] {
        std::istringstream merges("t h\nth e</w>\na t\n");
        return BytePairs(merges);
    }();
    const auto tokens = pairs.tokens({reinterpret_cast<const char*>(data), size}, most);
    expect(tokens.size() >= 2 && tokens.size() <= most);
    expect(tokens.front() == all_tokens - 2 && tokens.back() == all_tokens - 1);
    for (const auto token : tokens) expect(token >= 0 && token < all_tokens);
    return 0;
}
