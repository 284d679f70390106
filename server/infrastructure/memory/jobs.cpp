#include "infrastructure/memory/jobs.hpp"

#include <algorithm>
#include <tuple>

#include "domain/known_faces.hpp"

namespace snapory {
namespace {

using PhotoRow = MemoryRows::PhotoRow;

bool in_queue(const PhotoRow& row) { return row.queued && !row.photo.deleted_at; }

bool leased(const PhotoRow& row, TimePoint now) { return !row.holder.empty() && row.lease_until > now; }

bool is_free(const PhotoRow& row, TimePoint now) { return !leased(row, now) && row.not_before <= now; }

bool claimable(const PhotoRow& row, TimePoint now) { return in_queue(row) && is_free(row, now); }

bool is_late(const PhotoRow& row) { return !row.queued && !row.stages_due.empty() && !row.photo.deleted_at; }

// Photos that nobody sees yet go first.
bool earlier(const PhotoRow& a, const PhotoRow& b) {
    return std::tie(a.photo.state, a.photo.created_at, a.photo.id) <
           std::tie(b.photo.state, b.photo.created_at, b.photo.id);
}

Job lease(PhotoRow& row, const std::string& holder, TimePoint now) {
    row.holder = holder;
    row.lease_until = now + lease_time;
    ++row.attempts;
    if (row.queued) return {row.photo, holder, row.attempts, row.lease_until, row.traceparent};
    return {row.photo, holder, row.attempts, row.lease_until, "", row.stages_due};
}

void done(PhotoRow& row, const StageModels& models) {
    for (const auto& [stage, model] : models) {
        row.models[stage] = model;
        row.stages_due.erase(stage);
    }
    row.holder.clear();
    row.attempts = 0;
}

}  // namespace

PhotoRow* MemoryJobs::held(const Job& job) {
    auto found = rows_.photos.find(job.photo.id);
    if (found == rows_.photos.end()) return nullptr;
    auto& row = found->second;
    const bool is_job = job.stages.empty() ? in_queue(row) : is_late(row);
    return is_job && row.holder == job.holder && row.attempts == job.attempts ? &row : nullptr;
}

std::optional<Job> MemoryJobs::claim(const std::string& holder, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    PhotoRow* first = nullptr;
    for (auto& [id, row] : rows_.photos)
        if (claimable(row, now) && (!first || earlier(row, *first))) first = &row;
    return first ? std::optional(lease(*first, holder, now)) : std::nullopt;
}

std::optional<Job> MemoryJobs::claim(const PhotoId& id, const std::string& holder, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.photos.find(id);
    if (found == rows_.photos.end() || !claimable(found->second, now)) return std::nullopt;
    return lease(found->second, holder, now);
}

std::optional<Job> MemoryJobs::claim_late(const std::string& holder, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    PhotoRow* newest = nullptr;
    for (auto& [id, row] : rows_.photos)
        if (is_late(row) && is_free(row, now) &&
            (!newest || std::tie(newest->photo.created_at, newest->photo.id) <
                            std::tie(row.photo.created_at, row.photo.id)))
            newest = &row;
    return newest ? std::optional(lease(*newest, holder, now)) : std::nullopt;
}

std::vector<WaitingPhoto> MemoryJobs::waiting(std::size_t limit, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::vector<const PhotoRow*> found;
    for (const auto& [id, row] : rows_.photos)
        if (claimable(row, now)) found.push_back(&row);
    std::ranges::sort(found, [](const auto* a, const auto* b) { return earlier(*a, *b); });
    found.resize(std::min(limit, found.size()));
    std::vector<WaitingPhoto> waiting;
    for (const auto* row : found) {
        bool was_ready = row->photo.state == PhotoState::ready;
        waiting.push_back({row->photo.id, was_ready ? Priority::again : Priority::first});
    }
    return waiting;
}

bool MemoryJobs::extend(const Job& job, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* row = held(job);
    if (row) row->lease_until = now + lease_time;
    return row != nullptr;
}

void MemoryJobs::meet_camera(const Photo& photo) {
    const auto& [id, camera] = std::tie(photo.details->camera, photo.details->capture.camera);
    if (!id.empty())
        rows_.cameras.try_emplace({photo.event, id},
                                  EventCamera{id, photo.event, camera.make, camera.model, {}});
}

// Gives the sequence of the change.
std::uint64_t MemoryJobs::tell(const PhotoRow& row, const Findings& found, TimePoint now) {
    const auto sequence = rows_.record(row.photo.event, ChangeType::photo_ready, now, row.photo.id);
    for (const auto& guest : found.matched)
        rows_.record(row.photo.event, ChangeType::match_found, now, row.photo.id, guest);
    return sequence;
}

bool MemoryJobs::finish(const Job& job, const Photo& photo, const Findings& found, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* row = held(job);
    if (!row) return false;
    row->photo.type = photo.type;
    row->photo.details = photo.details;
    row->told_at = photo.taken_at;
    row->told_source = photo.taken_source;
    meet_camera(photo);
    rows_.correct(*row);
    row->photo.state = PhotoState::ready;
    rows_.stack(*row);
    if (!row->photo.ready_at) row->photo.ready_at = now;
    row->faces = as_known(found.faces, row->faces);
    row->tags = judged(found.tags, row->verdicts);
    row->embedding = found.embedding;
    row->queued = false;
    done(*row, found.models);
    row->faces_at = tell(*row, found, now);
    return true;
}

bool MemoryJobs::finish_late(const Job& job, const Photo& photo, const Findings& found, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* row = held(job);
    if (!row) return false;
    if (row->photo.details) row->photo.details->appeal = photo.details->appeal;
    row->tags = judged(found.tags, row->verdicts);
    if (found.models.contains(Stage::tags)) row->embedding = found.embedding;
    for (const auto stage : job.stages) row->stages_due.erase(stage);
    done(*row, found.models);
    const auto sequence = tell(*row, found, now);
    if (!found.models.contains(Stage::faces)) return true;
    row->faces = as_known(found.faces, row->faces);
    row->faces_at = sequence;
    return true;
}

void MemoryJobs::give_back(const Job& job, TimePoint not_before, bool forgive) {
    std::lock_guard lock(rows_.mutex);
    auto* row = held(job);
    if (!row) return;
    row->holder.clear();
    row->not_before = not_before;
    if (forgive) --row->attempts;
}

void MemoryJobs::park(const Job& job, const std::string& reason, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* row = held(job);
    if (!row) return;
    if (!row->queued) row->stages_due.clear();
    row->queued = false;
    row->holder.clear();
    if (row->photo.state == PhotoState::ready) return;
    row->photo.state = PhotoState::failed;
    row->photo.failure = reason;
    rows_.record(row->photo.event, ChangeType::photo_failed, now, row->photo.id);
}

bool MemoryJobs::retry(const EventId& event, const PhotoId& id, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.photos.find(id);
    if (found == rows_.photos.end() || found->second.photo.event != event) return false;
    auto& row = found->second;
    if (row.photo.state != PhotoState::failed || row.photo.deleted_at) return false;
    row.photo.state = PhotoState::processing;
    row.photo.failure.clear();
    row.queued = true;
    row.attempts = 0;
    row.not_before = now;
    rows_.record(event, ChangeType::photo_added, now, id);
    return true;
}

JobCounts MemoryJobs::counts(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    JobCounts counts;
    for (const auto& [id, row] : rows_.photos) {
        counts.failed += row.photo.state == PhotoState::failed && !row.photo.deleted_at;
        counts.late += is_late(row);
        if (!in_queue(row)) continue;
        if (leased(row, now)) {
            ++counts.running;
            continue;
        }
        ++counts.waiting;
        if (row.photo.state == PhotoState::ready) continue;
        if (!counts.oldest_waiting || row.photo.created_at < *counts.oldest_waiting)
            counts.oldest_waiting = row.photo.created_at;
    }
    return counts;
}

}  // namespace snapory
