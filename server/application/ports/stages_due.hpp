#pragma once

#include <cstdint>
#include <optional>

#include "domain/event.hpp"
#include "domain/stage.hpp"

namespace snapory {

// Ready photos that are not deleted, and which of their stages ask to be done.
struct StageQuery {
    std::optional<EventId> event{};  // nothing: of every event
    StageModels models{};            // the stages, each with the model that does it now
    bool all = false;                // true: also what that very model did
};

// Which stages of ready photos are to be done again; Jobs gives them out as late work. A photo has no faces
// to be read while its event's face search is off. Every call may be made from any thread and throws
// Unavailable.
class StagesDue {
public:
    virtual ~StagesDue() = default;

    // Makes the stages due, photo by photo, so that whoever is interrupted goes on by asking again. From then
    // on they count as done by no model. Gives how many photos there is more to do of than before.
    virtual std::uint64_t demand(const StageQuery& query) = 0;
    // Photos of which a stage is due.
    virtual std::uint64_t left(const std::optional<EventId>& event) = 0;
    // Photos of which a stage of the query was done by another model, or by none, and is not due.
    virtual std::uint64_t outdated(const StageQuery& query) = 0;
};

}  // namespace snapory
