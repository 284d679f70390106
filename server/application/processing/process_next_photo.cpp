#include "application/processing/process_next_photo.hpp"

#include "application/ports/unavailable.hpp"
#include "application/processing/found_faces.hpp"
#include "application/processing/look_tags.hpp"
#include "application/processing/photo_details.hpp"
#include "application/processing/stage_models.hpp"
#include "domain/stack.hpp"

namespace snapory {
namespace {

using Outcome = ProcessedJob::Outcome;

constexpr std::chrono::seconds until_the_fault_may_be_over{10};

// 2 s after the first attempt, 8 s after the second.
std::chrono::seconds pause_after(std::uint32_t attempts) {
    return std::chrono::seconds(attempts < 2 ? 2 : 8);
}

bool is_late(const Job& job) { return !job.stages.empty(); }

ProcessedJob result_of(const Job& job, Outcome outcome, std::string reason) {
    ProcessedJob result;
    result.outcome = outcome;
    result.photo = job.photo.id;
    result.event = job.photo.event;
    result.attempts = job.attempts;
    result.traceparent = job.traceparent;
    result.reason = std::move(reason);
    result.late = is_late(job);
    return result;
}

ProcessedJob success(const Job& job, const Findings& found) {
    auto result = result_of(job, Outcome::ready, "");
    if (found.models.contains(Stage::faces)) result.faces = found.faces.size();
    result.tags = found.tags.size();
    result.matched = found.matched.size();
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

    auto reading = parts_.images.read(original->path(), {.renditions = !is_late(job), .pixels = true});
    if (!reading) return park(job, reading.error().detail);
    if (!parts_.jobs.extend(job, parts_.clock.now()))
        return result_of(job, Outcome::lost, "the lease ran out");
    return is_late(job) ? finish_late(job, *event, *reading) : finish(job, *event, *original, *reading);
}

ProcessedJob ProcessNextPhoto::finish(const Job& job, const Event& event, Blob& original,
                                      const ImageReading& reading) const {
    auto now = parts_.clock.now();
    auto photo = with_details(job.photo, reading, original, parts_.blobs);
    if (const auto& at = photo.details->capture.place) photo.details->place = parts_.gazetteer.nearest(*at);
    photo = with_time(std::move(photo), reading, {event, parts_.zones, parts_.signatures}, now);
    const auto [found, face_appeal] = look(job, event, reading, now);
    photo.details->appeal = appeal(photo.details->sharpness, face_appeal);
    if (!parts_.jobs.finish(job, photo, found, parts_.clock.now()))
        return result_of(job, Outcome::lost, "the lease ran out");
    parts_.bell.ring_event(event.id);
    auto result = success(job, found);
    if (!job.photo.ready_at) result.since_safe = parts_.clock.now() - job.photo.created_at;
    return result;
}

ProcessedJob ProcessNextPhoto::finish_late(const Job& job, const Event& event,
                                           const ImageReading& reading) const {
    auto photo = job.photo;
    const auto [found, face_appeal] = look(job, event, reading, parts_.clock.now());
    if (photo.details && found.models.contains(Stage::faces))
        photo.details->appeal = appeal(photo.details->sharpness, face_appeal);
    if (!parts_.jobs.finish_late(job, photo, found, parts_.clock.now()))
        return result_of(job, Outcome::lost, "the lease ran out");
    parts_.bell.ring_event(event.id);
    return success(job, found);
}

ProcessNextPhoto::Look ProcessNextPhoto::look(const Job& job, const Event& event, const ImageReading& reading,
                                              TimePoint now) const {
    const auto does = [&](Stage stage) { return !is_late(job) || job.stages.contains(stage); };
    auto before = is_late(job) ? known(job.photo) : PhotoWithFaces();
    Look look{{.faces = std::move(before.faces), .tags = std::move(before.tags)}, std::nullopt};
    auto& found = look.found;
    std::erase_if(found.tags, is_company_tag);
    const auto models = stage_models(parts_.faces, parts_.tagger);
    if (does(Stage::tags)) {
        look_for_tags(reading, found);
        found.models.insert(*models.find(Stage::tags));
    }
    if (does(Stage::faces) && event.settings.face_search) {
        look_for_faces(job.photo.id, event, reading.pixels, now, look);
        found.models.insert(*models.find(Stage::faces));
    }
    add_new(found.tags, company_tags(found.faces));
    return look;
}

void ProcessNextPhoto::look_for_tags(const ImageReading& reading, Findings& found) const {
    const auto& pixels = reading.pixels;
    auto sight = parts_.tagger.read({pixels.size.width, pixels.size.height, pixels.rgb});
    found.tags = std::move(sight.tags);
    found.embedding = std::move(sight.embedding);
    add_new(found.tags, look_tags(reading));
}

void ProcessNextPhoto::look_for_faces(const PhotoId& photo, const Event& event, const RgbImage& pixels,
                                      TimePoint now, Look& look) const {
    auto [faces, face_appeal] = found_faces(photo, pixels, parts_.faces, parts_.randomness, now);
    look.found.matched = answered_queries(photo, faces, parts_.selfies.live(event.id, now), parts_.selfies);
    look.found.faces = std::move(faces);
    look.face_appeal = face_appeal;
}

PhotoWithFaces ProcessNextPhoto::known(const Photo& photo) const {
    auto found = parts_.photos.find(photo.event, std::vector{photo.id});
    return found.empty() ? PhotoWithFaces() : std::move(found.front());
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
