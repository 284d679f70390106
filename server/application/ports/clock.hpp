#pragma once

#include "domain/time.hpp"

namespace snapory {

class Clock {
public:
    virtual ~Clock() = default;
    virtual TimePoint now() = 0;  // wall clock; may be called from any thread
};

}  // namespace snapory
