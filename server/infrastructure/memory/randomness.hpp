#pragma once

#include <mutex>
#include <random>

#include "application/ports/randomness.hpp"

namespace snapory {

// The same bytes in each run, so that a test that fails fails again.
class SeededRandomness final : public Randomness {
public:
    explicit SeededRandomness(std::uint64_t seed = 1) : engine_(seed) {}

    void fill(std::span<unsigned char> bytes) override {
        std::lock_guard lock(mutex_);
        for (auto& byte : bytes) byte = static_cast<unsigned char>(engine_() >> 32);
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace snapory
