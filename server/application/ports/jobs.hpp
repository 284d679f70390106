#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/embedding.hpp"
#include "domain/face.hpp"
#include "domain/photo.hpp"
#include "domain/stage.hpp"
#include "domain/tag.hpp"

namespace snapory {

// A photo that somebody works on. The holder of the lease alone may end it; a lease that ran out passes on.
struct Job {
    Photo photo;
    std::string holder;
    std::uint32_t attempts = 1;  // this one included
    TimePoint lease_until;
    std::string traceparent;  // of the request that brought the photo; empty when it was part of no trace
    Stages stages{};          // of late work: all there is to do; else everything is
};

inline constexpr std::uint32_t max_attempts = 3;
inline constexpr std::chrono::seconds lease_time{60};

// What is processed first.
enum class Priority : std::uint8_t {
    first,  // nobody has seen the photo yet
    again,  // it was ready before
};

struct WaitingPhoto {
    PhotoId id;
    Priority priority = Priority::first;

    bool operator==(const WaitingPhoto&) const = default;
};

// What the models and rules saw in a photo, and what made them see.
struct Findings {
    std::vector<Face> faces{};
    std::vector<Tag> tags{};  // each name once
    std::optional<Embedding> embedding{};
    std::vector<GuestId> matched{};  // whose standing query the faces answer
    StageModels models{};            // of the stages that were done
};

struct JobCounts {
    std::uint64_t waiting = 0;
    std::uint64_t running = 0;
    std::uint64_t failed = 0;
    std::uint64_t late = 0;                   // of late work, also what runs; not among the others
    std::optional<TimePoint> oldest_waiting;  // created_at, of those that were not ready before
};

// Photos that wait to be processed: a view of the photos' rows, since the row is the job; a deleted photo is
// none. Beside it stands late work: stages of ready photos that are due (see StagesDue), for who finds
// nothing else to do. May be called from any thread and any process; throws Unavailable.
class Jobs {
public:
    virtual ~Jobs() = default;

    // The first photo that waits, or whose lease ran out, by priority, then age; with attempts counted up.
    // Nothing when there is none now.
    virtual std::optional<Job> claim(const std::string& holder, TimePoint now) = 0;
    // The same of this photo alone.
    virtual std::optional<Job> claim(const PhotoId& id, const std::string& holder, TimePoint now) = 0;
    // The newest photo of which stages are due and which does not wait for more than that.
    virtual std::optional<Job> claim_late(const std::string& holder, TimePoint now) = 0;
    // Those that may be claimed now and are no late work, in the order of their claims.
    virtual std::vector<WaitingPhoto> waiting(std::size_t limit, TimePoint now) = 0;
    // False when the lease was lost.
    virtual bool extend(const Job& job, TimePoint now) = 0;

    // Stores the photo's details, replaces its faces, tags and embedding, marks it ready and records
    // photo_ready and, for each guest in `found.matched`, match_found: one transaction. False, and nothing
    // stored, when the lease was lost. The photo's camera becomes one of the event's Cameras; taken_at is
    // kept as given, and shown corrected where the host has corrected that camera. It joins the stack of the
    // photo that stack_mate chooses. Faces where others lay before are those, as domain/known_faces.hpp says.
    virtual bool finish(const Job& job, const Photo& photo, const Findings& found, TimePoint now) = 0;
    // The same for late work: of the photo its appeal is stored and what belongs to the stages of
    // `found.models`, and its tags; all else stays. None of the job's stages is due any more.
    virtual bool finish_late(const Job& job, const Photo& photo, const Findings& found, TimePoint now) = 0;
    // The photo waits again, until `not_before`; the attempt stays counted, unless `forgive`.
    virtual void give_back(const Job& job, TimePoint not_before, bool forgive) = 0;
    // Gives up on the photo: state failed, `reason` for the host, and photo_failed recorded. One that was
    // ready and only processed again, or late, stays as it was. Nothing when the lease was lost.
    virtual void park(const Job& job, const std::string& reason, TimePoint now) = 0;
    // A failed photo waits again with its attempts forgotten; false when it is not failed.
    virtual bool retry(const EventId& event, const PhotoId& id, TimePoint now) = 0;

    virtual JobCounts counts(TimePoint now) = 0;
};

}  // namespace snapory
