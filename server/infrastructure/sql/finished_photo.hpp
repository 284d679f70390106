#pragma once

#include <optional>
#include <string>

#include "application/ports/jobs.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The row of a photo that is finished. Each call belongs to the transaction that finishes it.

// The job $1 is still $2's, by its attempt $3, which tells two leases of one holder apart. Inline, so that it
// is made before the statements of other files that hold it.
inline const std::string held_job =
    "id = $1 and claimed_by = $2 and attempts = $3 and (queued = 1 or stages_due <> 0) and deleted_at is "
    "null";

// Ends the lease with the photo's details, as Jobs::finish has it, or with its appeal alone, as finish_late.
// The photo where its row says that it belongs; nothing when the lease was lost.
std::optional<Photo> store_details(Connection& connection, const Job& job, const Photo& photo,
                                   const Findings& found, TimePoint now);
std::optional<Photo> store_late(Connection& connection, const Job& job, const Photo& photo,
                                const Findings& found);

// The photo's camera becomes one of the event's.
void meet_camera(Connection& connection, const Photo& photo);

// The photo joins its mate's stack. The change must be recorded before, which locks the event, so that two
// frames of a burst see each other.
void join_stack(Connection& connection, const Photo& photo);

}  // namespace snapory
