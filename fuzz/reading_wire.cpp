// What a decoder that a hostile file has taken over may answer.
#include "infrastructure/sandbox/reading_wire.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const bool wanted : {false, true}) {
        const auto reading = snapory::parse_reading({data, size}, {.renditions = wanted, .pixels = wanted});
        if (!reading) continue;
        // What was accepted is written back as the same bytes: nothing of the answer was overlooked.
        std::vector<std::uint8_t> again(size);
        if (snapory::write_reading(*reading, again) != size || !std::equal(again.begin(), again.end(), data))
            std::abort();
    }
    return 0;
}
