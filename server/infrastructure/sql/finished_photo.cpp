#include "infrastructure/sql/finished_photo.hpp"

#include "domain/stack.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "infrastructure/sql/stages.hpp"

namespace snapory {
namespace {

// Null unless the host has corrected the camera of a photo whose clock_at is $9 and camera_id $10.
const std::string corrected_time =
    "cast($9 as bigint) + 1000 * (select c.clock_offset from cameras c "
    "where c.event_id = photos.event_id and c.id = $10)";
const Statement add_camera{"cameras.add",
                           "insert into cameras (event_id, id, organisation_id, make, model) "
                           "values ($1, $2, $3, $4, $5) on conflict do nothing"};
const Statement frames_near{
    "stacks.near",
    "select id, stack_id, camera_id, taken_at, perceptual_hash from photos "
    "where event_id = $1 and taken_at >= $2 and taken_at <= $3 and deleted_at is null "
    "and state = 'ready' and perceptual_hash is not null order by taken_at, id limit 200"};
const Statement set_stack{"stacks.join", "update photos set stack_id = $2 where id = $1"};

// Of a SET: the lease ends, and these stages are done.
std::string finished(const Stages& stages, const StageModels& models, std::vector<Parameter>& parameters) {
    std::string set = "claimed_by = null, lease_until = null, attempts = 0, stages_due = stages_due & ~" +
                      std::to_string(bits_of(stages));
    for (const auto& columns : stage_columns)
        if (auto done = models.find(columns.stage); done != models.end())
            set += ", " + std::string(columns.model) + " = " + bind_value(parameters, done->second);
    return set;
}

Stages stages_of(const StageModels& models) {
    Stages stages;
    for (const auto& [stage, model] : models) stages.insert(stage);
    return stages;
}

// The photo, where its row says that it belongs: the caller's copy is as old as the claim.
std::optional<Photo> store(Connection& connection, const Job& job, Photo photo, const std::string& set,
                           const std::vector<Parameter>& parameters) {
    const Statement finish{"jobs.finish",
                           "update photos set " + set + " where " + held_job +
                               (job.stages.empty() ? " and queued = 1" : " and queued = 0") +
                               " returning organisation_id, event_id, uploader_name, taken_at"};
    bool stored = false;
    connection.run(finish, parameters, [&](const Row& row) {
        Columns(row).read(photo.organisation, photo.event, photo.uploader.name, photo.taken_at);
        stored = true;
    });
    return stored ? std::optional(std::move(photo)) : std::nullopt;
}

Frame frame_of(const Row& row) {
    Frame frame;
    Columns(row).read(frame.photo, frame.stack, frame.camera, frame.taken_at, frame.perceptual_hash);
    return frame;
}

}  // namespace

std::optional<Photo> store_details(Connection& connection, const Job& job, const Photo& photo,
                                   const Findings& found, TimePoint now) {
    const PhotoDetails stored = photo.details.value_or(PhotoDetails{});  // the parameters only view it
    std::vector<Parameter> parameters{job.photo.id,    job.holder,         job.attempts,       photo.type,
                                      photo.taken_at,  photo.taken_source, found.faces.size(), now,
                                      stored.clock_at, stored.camera};
    std::string set =
        finished(stages_of(found.models), found.models, parameters) +
        ", queued = 0, state = 'ready', failure = '', media_type = $4, told_at = $5, told_source = $6, "
        "taken_at = coalesce(" +
        corrected_time + ", $5), taken_source = case when " + corrected_time +
        " is null then $6 else 'exif' end, stack_id = '', face_count = $7, ready_at = coalesce(ready_at, $8)";
    auto details = detail_parameters(stored);
    for (std::size_t i = 0; i < details.size(); ++i)
        set += ", " + std::string(detail_columns[i]) + " = " + bind_value(parameters, details[i]);
    return store(connection, job, photo, set, parameters);
}

std::optional<Photo> store_late(Connection& connection, const Job& job, const Photo& photo,
                                const Findings& found) {
    std::vector<Parameter> parameters{job.photo.id, job.holder, job.attempts};
    auto set = finished(job.stages, found.models, parameters);
    if (photo.details) set += ", appeal = " + bind_value(parameters, photo.details->appeal);
    if (found.models.contains(Stage::faces))
        set += ", face_count = " + bind_value(parameters, found.faces.size());
    return store(connection, job, photo, set, parameters);
}

void meet_camera(Connection& connection, const Photo& photo) {
    if (!photo.details || photo.details->camera.empty()) return;
    const auto& camera = photo.details->capture.camera;
    connection.send(add_camera,
                    {photo.event, photo.details->camera, photo.organisation, camera.make, camera.model});
}

void join_stack(Connection& connection, const Photo& photo) {
    if (!photo.details) return;
    const auto& details = *photo.details;
    const auto from = photo.taken_at - widest_stack_gap, to = photo.taken_at + widest_stack_gap;
    const auto near = connection.all(frames_near, {photo.event, from, to}, frame_of);
    const auto mate =
        stack_mate({photo.id, StackId(), details.camera, photo.taken_at, details.perceptual_hash}, near);
    if (!mate) return;
    const auto id = mate->stack.empty() ? StackId(mate->photo.text()) : mate->stack;
    for (const auto& member : {photo.id, mate->photo}) connection.send(set_stack, {member, id});
}

}  // namespace snapory
