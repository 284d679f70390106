// Dates and times as cameras and strangers write them.
#include "infrastructure/images/capture_time.hpp"

#include <chrono>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono;
    const std::string text(data, data + size);
    const snapory::CaptureClock clock = snapory::clock_of_iso(text);
    for (const auto& read : {clock, snapory::CaptureClock{text, text, text}}) {
        const auto taken = snapory::taken_time(read, snapory::TimePoint{});
        if (taken && (taken->at < sys_days{year{1899} / 12 / 31} || taken->at > sys_days{year{2101} / 1 / 2}))
            std::abort();
    }
    return 0;
}
