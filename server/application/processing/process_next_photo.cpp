#include "application/processing/process_next_photo.hpp"

#include "application/ports/unavailable.hpp"
#include "application/processing/found_faces.hpp"
#include "application/processing/look_tags.hpp"
#include "application/processing/photo_details.hpp"
#include "domain/stack.hpp"

namespace snapory {
namespace {

using Outcome = ProcessedJob::Outcome;

constexpr std::chrono::seconds until_the_fault_may_be_over{10};

// 2 s after the first attempt, 8 s after the second.
std::chrono::seconds pause_after(std::uint32_t attempts) {
    return std::chrono::seconds(attempts < 2 ? 2 : 8);
}

ProcessedJob result_of(const Job& job, Outcome outcome, std::string reason) {
    ProcessedJob result;
    result.outcome = outcome;
    result.photo = job.photo.id;
    result.event = job.photo.event;
    result.attempts = job.attempts;
    result.traceparent = job.traceparent;
    result.reason = std::move(reason);
    return result;
}

// A word that is there already stays as it is.
void add_new(std::vector<Tag>& tags, std::vector<Tag> more) {
    for (auto& tag : more)
        if (!has_tag(tags, tag.name)) tags.push_back(std::move(tag));
}

}  // namespace

std::optional<ProcessedJob> ProcessNextPhoto::operator()(const std::string& holder) const {
    auto job = parts_.queue.claim(holder, parts_.clock.now());
    if (!job) return std::nullopt;
    auto result = attempt(*job);
    parts_.queue.remove(job->photo.id);
    return result;
}

ProcessedJob ProcessNextPhoto::attempt(const Job& job) const {
    if (job.attempts > max_attempts)  // whoever worked on it died with it, each time
        return park(job, "Processing this photo broke down several times.");
    try {
        return process(job);
    } catch (const DecoderDied& died) {
        return retry_or_park(job, died.what());
    } catch (const Unavailable& fault) {
        return give_back(job, until_the_fault_may_be_over, true, fault.what());
    } catch (const StorageFull& fault) {
        return give_back(job, until_the_fault_may_be_over, true, fault.what());
    } catch (const std::exception& fault) {
        return retry_or_park(job, fault.what());
    }
}

ProcessedJob ProcessNextPhoto::process(const Job& job) const {
    auto event = parts_.events.find(job.photo.event);
    if (!event) return give_back(job, std::chrono::hours(1), true, "the event is deleted");
    auto original = parts_.blobs.open(job.photo.original());
    if (!original) return park(job, "The stored file of this photo is missing.");

    auto reading = parts_.images.read(original->path(), {.renditions = true, .pixels = true});
    if (!reading) return park(job, reading.error().detail);
    if (!parts_.jobs.extend(job, parts_.clock.now()))
        return result_of(job, Outcome::lost, "the lease ran out");
    return finish(job, *event, *original, *reading);
}

ProcessedJob ProcessNextPhoto::finish(const Job& job, const Event& event, Blob& original,
                                      const ImageReading& reading) const {
    auto now = parts_.clock.now();
    auto photo = with_details(job.photo, reading, original, parts_.blobs);
    if (const auto& at = photo.details->capture.place) photo.details->place = parts_.gazetteer.nearest(*at);
    photo = with_time(std::move(photo), reading, {event, parts_.zones, parts_.signatures}, now);
    const auto [found, face_appeal] = look(photo.id, event, reading, now);
    photo.details->appeal = appeal(photo.details->sharpness, face_appeal);
    if (!parts_.jobs.finish(job, photo, found, parts_.clock.now()))
        return result_of(job, Outcome::lost, "the lease ran out");
    parts_.bell.ring_event(event.id);

    auto result = result_of(job, Outcome::ready, "");
    result.faces = found.faces.size();
    result.tags = found.tags.size();
    result.matched = found.matched.size();
    if (!job.photo.ready_at) result.since_safe = parts_.clock.now() - job.photo.created_at;
    return result;
}

ProcessNextPhoto::Look ProcessNextPhoto::look(const PhotoId& photo, const Event& event,
                                              const ImageReading& reading, TimePoint now) const {
    const auto& pixels = reading.pixels;
    auto sight = parts_.tagger.read({pixels.size.width, pixels.size.height, pixels.rgb});
    Findings found{.tags = std::move(sight.tags), .embedding = std::move(sight.embedding)};
    add_new(found.tags, look_tags(reading));
    if (!event.settings.face_search) return {std::move(found), std::nullopt};
    auto [faces, face_appeal] = found_faces(photo, pixels, parts_.faces, parts_.randomness, now);
    found.faces = std::move(faces);
    found.matched = answered_queries(photo, found.faces, parts_.selfies.live(event.id, now), parts_.selfies);
    add_new(found.tags, company_tags(found.faces));
    return {std::move(found), face_appeal};
}

ProcessedJob ProcessNextPhoto::retry_or_park(const Job& job, const std::string& reason) const {
    if (job.attempts >= max_attempts) return park(job, "This photo could not be processed: " + reason);
    return give_back(job, pause_after(job.attempts), false, reason);
}

ProcessedJob ProcessNextPhoto::park(const Job& job, const std::string& reason) const {
    parts_.jobs.park(job, reason, parts_.clock.now());
    parts_.bell.ring_event(job.photo.event);
    return result_of(job, Outcome::parked, reason);
}

ProcessedJob ProcessNextPhoto::give_back(const Job& job, std::chrono::seconds pause, bool forgive,
                                         const std::string& reason) const {
    parts_.jobs.give_back(job, parts_.clock.now() + pause, forgive);
    return result_of(job, Outcome::given_back, reason);
}

}  // namespace snapory
