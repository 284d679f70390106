#pragma once

#include <optional>
#include <string>

#include "application/ports/bell.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_reader.hpp"
#include "application/ports/gazetteer.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/selfies.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/tagger.hpp"
#include "application/ports/time_zones.hpp"
#include "application/ports/work_queue.hpp"

namespace snapory {

// What became of a job.
struct ProcessedJob {
    enum class Outcome : std::uint8_t {
        ready,       // the photo is processed
        parked,      // given up, as `reason` says
        given_back,  // to be tried again, as `reason` says
        lost,        // the lease passed to somebody else meanwhile
    };
    Outcome outcome = Outcome::ready;
    PhotoId photo;
    EventId event;
    std::uint32_t attempts = 1;
    std::string traceparent;                        // of the job
    std::string reason;                             // empty when ready
    std::size_t faces = 0;                          // found
    std::size_t tags = 0;                           // the same
    std::size_t matched = 0;                        // standing queries that it answers
    bool late = false;                              // it was ready before, and read again in part
    std::optional<TimePoint::duration> since_safe;  // set when it is ready for the first time
};

// What processing needs from outside. The parts are the caller's and must outlive it.
struct ProcessingParts {
    WorkQueue& queue;
    Jobs& jobs;
    Events& events;
    Photos& photos;
    Selfies& selfies;
    BlobStore& blobs;
    ImageReader& images;
    FaceReader& faces;
    Tagger& tagger;
    Gazetteer& gazetteer;
    TimeZones& zones;
    Signatures& signatures;
    Bell& bell;
    Clock& clock;
    Randomness& randomness;
};

// Takes the photo that is next and finds out all about it: size, camera, renditions, tags, and, where the
// host has turned face search on, faces and whom they answer; of late work only the stages that are due, with
// what is known of the others. Nothing when no photo waits. A file that cannot
// be read is parked, one whose decoder dies is tried max_attempts times, and a fault of ours costs the photo
// no attempt. Throws Unavailable only when not even the job can be given back: its lease runs out then. May
// be called from any number of threads and processes.
class ProcessNextPhoto {
public:
    explicit ProcessNextPhoto(ProcessingParts parts) : parts_(parts) {}

    // `holder` names the worker, uniquely.
    std::optional<ProcessedJob> operator()(const std::string& holder) const;

private:
    ProcessedJob attempt(const Job& job) const;
    ProcessedJob process(const Job& job) const;
    ProcessedJob finish(const Job& job, const Event& event, Blob& original,
                        const ImageReading& reading) const;
    struct Look {
        Findings found;
        std::optional<double> face_appeal;
    };
    ProcessedJob finish_late(const Job& job, const Event& event, const ImageReading& reading) const;
    Look look(const Job& job, const Event& event, const ImageReading& reading, TimePoint now) const;
    void look_for_tags(const ImageReading& reading, Findings& found) const;
    void look_for_faces(const PhotoId& photo, const Event& event, const RgbImage& pixels, TimePoint now,
                        Look& look) const;
    PhotoWithFaces known(const Photo& photo) const;
    ProcessedJob retry_or_park(const Job& job, const std::string& reason) const;
    ProcessedJob park(const Job& job, const std::string& reason) const;
    ProcessedJob give_back(const Job& job, std::chrono::seconds pause, bool forgive,
                           const std::string& reason) const;

    ProcessingParts parts_;
};

}  // namespace snapory
