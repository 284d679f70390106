#pragma once

#include <vector>

#include "domain/change.hpp"

namespace snapory {

// What happened in an event. Written by the other ports within their transactions. May be called from any
// thread; throws Unavailable.
class Changes {
public:
    virtual ~Changes() = default;

    // In order, those with a sequence above `sequence`.
    virtual std::vector<Change> since(const EventId& event, std::uint64_t sequence, std::size_t limit) = 0;
    virtual std::uint64_t latest(const EventId& event) = 0;  // 0 when nothing happened yet
};

}  // namespace snapory
