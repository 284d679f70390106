#pragma once

#include "application/ports/clock.hpp"

namespace snapory {

class SystemClock : public Clock {
public:
    TimePoint now() override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
};

}  // namespace snapory
