#include "application/faces/selfie_frames.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace snapory {
namespace {

bool agree(const SelfieReading& a, const SelfieReading& b) {
    return a.model == b.model && tier_of(cosine(a.code, b.code), a.thresholds).has_value();
}

// Readings of one model.
SelfieReading mean_of(const std::vector<SelfieReading>& readings) {
    SelfieReading mean = readings.front();
    std::ranges::fill(mean.code, 0.0F);
    for (const auto& reading : readings) {
        for (std::size_t i = 0; i < mean.code.size(); ++i) mean.code[i] += reading.quality * reading.code[i];
        mean.quality = std::max(mean.quality, reading.quality);
    }
    const float length = std::sqrt(cosine(mean.code, mean.code));
    for (float& value : mean.code) value /= length;
    return mean;
}

}  // namespace

Result<SelfieReading> read_frames(SelfieReader& reader, std::span<const SelfiePicture> frames) {
    std::vector<SelfieReading> readings;
    std::optional<Error> refusal;
    for (const auto& frame : frames) {
        auto reading = reader.read(frame);
        if (!reading) {
            if (!refusal) refusal = reading.error();
            continue;
        }
        const bool fits =
            std::ranges::all_of(readings, [&](const auto& other) { return agree(*reading, other); });
        if (!fits)
            return fail(Errc::several_faces, "The pictures show different people. Take the selfie alone.");
        readings.push_back(std::move(*reading));
    }
    if (readings.empty()) return fail(*refusal);
    return readings.size() == 1 ? readings.front() : mean_of(readings);
}

}  // namespace snapory
