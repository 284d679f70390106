#pragma once

#include <optional>
#include <string>

#include "domain/id.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

namespace snapory {

// Somebody whose faces in an event were grouped. Biometric data: it goes with the event's face data.
struct Person {
    PersonId id;
    EventId event;
    std::string name;  // as a host gave it, at most 100 bytes; empty: not named
    bool hidden = false;
    bool settled = false;         // a host has shaped it, so that no grouping merges it into another
    std::optional<FaceId> cover;  // chosen by a host; else the best face is shown
    TimePoint created_at;

    bool operator==(const Person&) const = default;
};

Result<std::string> parse_person_name(std::string_view typed);

}  // namespace snapory
