#include "infrastructure/sql/jobs.hpp"

#include "domain/stack.hpp"
#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/embeddings.hpp"
#include "infrastructure/sql/face_keys.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "infrastructure/sql/photo_tags.hpp"

namespace snapory {
namespace {

// The attempt tells two leases of one holder apart.
const std::string held =
    "id = $1 and claimed_by = $2 and attempts = $3 and queued = 1 and deleted_at is null";

// 'processing' sorts before 'ready', so that photos that nobody sees yet go first.
Statement claim_job(std::string_view skip_locked) {
    return {"jobs.claim",
            "update photos set claimed_by = $1, lease_until = $2, attempts = attempts + 1 where id = "
            "(select id from photos where queued = 1 and deleted_at is null and not_before <= $3 "
            "and (lease_until is null or lease_until <= $3) order by state, created_at, id limit 1" +
                std::string(skip_locked) + ") returning attempts, lease_until, traceparent, " +
                photo_columns};
}
const Statement any_job{"jobs.any",
                        "select 1 from photos where queued = 1 and deleted_at is null and not_before <= $1 "
                        "and (lease_until is null or lease_until <= $1) limit 1"};
const Statement claim_one{"jobs.claim_one",
                          "update photos set claimed_by = $1, lease_until = $2, attempts = attempts + 1 "
                          "where id = $4 and queued = 1 and deleted_at is null and not_before <= $3 "
                          "and (lease_until is null or lease_until <= $3) "
                          "returning attempts, lease_until, traceparent, " +
                              photo_columns};
const Statement list_waiting{"jobs.waiting",
                             "select id, state from photos where queued = 1 and deleted_at is null "
                             "and not_before <= $1 and (lease_until is null or lease_until <= $1) "
                             "order by state, created_at, id limit $2"};
const Statement extend_lease{"jobs.extend", "update photos set lease_until = $4 where " + held};
const Statement give_back_job{"jobs.give_back",
                              "update photos set claimed_by = null, lease_until = null, not_before = $4, "
                              "attempts = attempts - $5 where " +
                                  held};
const Statement park_job{"jobs.park",
                         "update photos set queued = 0, claimed_by = null, lease_until = null, "
                         "failure = case when state = 'ready' then failure else $4 end, "
                         "state = case when state = 'ready' then state else 'failed' end where " +
                             held + " returning event_id, state"};
const Statement retry_job{
    "jobs.retry",
    "update photos set state = 'processing', failure = '', queued = 1, attempts = 0, not_before = $3 "
    "where id = $1 and event_id = $2 and state = 'failed' and deleted_at is null"};
const Statement count_queue{
    "jobs.count_queue",
    "select count(*) filter (where lease_until is null or lease_until <= $1), "
    "count(*) filter (where lease_until > $1), "
    "min(created_at) filter (where (lease_until is null or lease_until <= $1) and state = 'processing') "
    "from photos where queued = 1 and deleted_at is null"};
const Statement count_failed{"jobs.count_failed",
                             "select count(*) from photos where state = 'failed' and deleted_at is null"};

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
const Statement join_stack{"stacks.join", "update photos set stack_id = $2 where id = $1"};
const Statement delete_faces{"faces.delete", "delete from faces where photo_id = $1"};
const Statement add_face{
    "faces.add",
    "insert into faces (photo_id, id, organisation_id, x, y, width, height, score, quality, model) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const Statement add_code{
    "faces.add_code",
    "insert into face_codes (organisation_id, event_id, sequence, photo_id, face_id, sealed) "
    "values ($1, $2, $3, $4, $5, $6)"};

// Where finished work goes: of the row, since the caller's copy is as old as the claim.
struct Target {
    OrganisationId organisation;
    EventId event;
    std::string uploader_name;
    TimePoint taken_at;
};

Target target_of(const Row& row) {
    Target target;
    Columns(row).read(target.organisation, target.event, target.uploader_name, target.taken_at);
    return target;
}

std::optional<Target> store_details(Connection& connection, const Job& job, const Photo& photo,
                                    std::size_t faces, TimePoint now) {
    const PhotoDetails stored = photo.details.value_or(PhotoDetails{});  // the parameters only view it
    std::vector<Parameter> parameters{job.photo.id,    job.holder,         job.attempts, photo.type,
                                      photo.taken_at,  photo.taken_source, faces,        now,
                                      stored.clock_at, stored.camera};
    std::string set =
        "queued = 0, claimed_by = null, lease_until = null, state = 'ready', failure = '', media_type = $4, "
        "told_at = $5, told_source = $6, taken_at = coalesce(" +
        corrected_time + ", $5), taken_source = case when " + corrected_time +
        " is null then $6 else 'exif' end, stack_id = '', face_count = $7, ready_at = coalesce(ready_at, $8)";
    auto details = detail_parameters(stored);
    for (std::size_t i = 0; i < details.size(); ++i)
        set += ", " + std::string(detail_columns[i]) + " = " + bind_value(parameters, details[i]);
    Statement finish{"jobs.finish", "update photos set " + set + " where " + held +
                                        " returning organisation_id, event_id, uploader_name, taken_at"};
    std::optional<Target> target;
    connection.run(finish, parameters, [&](const Row& row) { target = target_of(row); });
    return target;
}

void meet_camera(Connection& connection, const Target& target, const Photo& photo) {
    if (!photo.details || photo.details->camera.empty()) return;
    const auto& camera = photo.details->capture.camera;
    connection.send(add_camera,
                    {target.event, photo.details->camera, target.organisation, camera.make, camera.model});
}

Frame frame_of(const Row& row) {
    Frame frame;
    Columns(row).read(frame.photo, frame.stack, frame.camera, frame.taken_at, frame.perceptual_hash);
    return frame;
}

// The record of the change has locked the event by now, so that two frames of a burst see each other.
void stack(Connection& connection, const Target& target, const Photo& photo) {
    if (!photo.details) return;
    const auto& details = *photo.details;
    const auto from = target.taken_at - widest_stack_gap, to = target.taken_at + widest_stack_gap;
    const auto near = connection.all(frames_near, {target.event, from, to}, frame_of);
    const auto mate =
        stack_mate({photo.id, StackId(), details.camera, target.taken_at, details.perceptual_hash}, near);
    if (!mate) return;
    const auto id = mate->stack.empty() ? StackId(mate->photo.text()) : mate->stack;
    for (const auto& member : {photo.id, mate->photo}) connection.send(join_stack, {member, id});
}

void store_faces(Connection& connection, FaceSeals& seals, const Target& target, const PhotoId& photo,
                 const std::vector<Face>& faces, std::uint64_t sequence) {
    connection.send(delete_faces, {photo});
    if (faces.empty()) return;
    const auto seal = need_seal(connection, seals, target.event);
    for (const auto& face : faces) {
        connection.send(add_face, {photo, face.id, target.organisation, face.box.x, face.box.y,
                                   face.box.width, face.box.height, face.score, face.quality, face.model});
        connection.send(add_code, {target.organisation, target.event, sequence, photo, face.id,
                                   seal->seal(face.code, face.id.text())});
    }
}

// What search and likeness go by, with what hosts said in its place.
void store_index(Connection& connection, const Target& target, Photo photo, const Findings& found) {
    photo.organisation = target.organisation;
    photo.event = target.event;
    photo.uploader.name = target.uploader_name;
    replace_tags(connection, photo, judged(found.tags, verdicts_on(connection, photo.id)));
    replace_embedding(connection, photo, found.embedding);
}

Job job_of(const Row& row, const std::string& holder) {
    Job job;
    Columns columns(row);
    columns.read(job.attempts, job.lease_until, job.traceparent);
    job.photo = read_photo(columns);
    job.holder = holder;
    return job;
}

}  // namespace

std::optional<Job> SqlJobs::claim(const std::string& holder, TimePoint now) {
    // An idle process asks often; looking first spares the others its write lock.
    bool any = database_.read([&](Connection& connection) {
        return connection.one(any_job, {now}, first_column<int>).has_value();
    });
    if (!any) return std::nullopt;
    return database_.write([&](Connection& connection) {
        return connection.one(claim_job(connection.skip_locked()), {holder, now + lease_time, now},
                              [&](const Row& row) { return job_of(row, holder); });
    });
}

std::optional<Job> SqlJobs::claim(const PhotoId& id, const std::string& holder, TimePoint now) {
    return database_.write([&](Connection& connection) {
        return connection.one(claim_one, {holder, now + lease_time, now, id},
                              [&](const Row& row) { return job_of(row, holder); });
    });
}

std::vector<WaitingPhoto> SqlJobs::waiting(std::size_t limit, TimePoint now) {
    return database_.read([&](Connection& connection) {
        return connection.all(list_waiting, {now, limit}, [](const Row& row) {
            Columns columns(row);
            auto id = columns.next<PhotoId>();
            bool was_ready = columns.next<PhotoState>() == PhotoState::ready;
            return WaitingPhoto{std::move(id), was_ready ? Priority::again : Priority::first};
        });
    });
}

bool SqlJobs::extend(const Job& job, TimePoint now) {
    return database_.write([&](Connection& connection) {
        return connection.run(extend_lease, {job.photo.id, job.holder, job.attempts, now + lease_time}) > 0;
    });
}

bool SqlJobs::finish(const Job& job, const Photo& photo, const Findings& found, TimePoint now) {
    return database_.write([&](Connection& connection) {
        auto target = store_details(connection, job, photo, found.faces.size(), now);
        if (!target) return false;
        const auto& id = job.photo.id;
        auto sequence =
            record_numbered(connection, photo_change(target->event, ChangeType::photo_ready, id, now));
        meet_camera(connection, *target, photo);
        stack(connection, *target, photo);
        store_faces(connection, seals_, *target, id, found.faces, sequence);
        store_index(connection, *target, photo, found);
        for (const auto& guest : found.matched)
            record(connection, {target->event, 0, ChangeType::match_found, id, guest, now});
        return true;
    });
}

void SqlJobs::give_back(const Job& job, TimePoint not_before, bool forgive) {
    database_.write([&](Connection& connection) {
        connection.run(give_back_job, {job.photo.id, job.holder, job.attempts, not_before, forgive});
    });
}

void SqlJobs::park(const Job& job, const std::string& reason, TimePoint now) {
    database_.write([&](Connection& connection) {
        auto failed_in =
            connection.one(park_job, {job.photo.id, job.holder, job.attempts, reason}, [](const Row& row) {
                Columns columns(row);
                auto event = columns.next<EventId>();
                bool failed = columns.next<PhotoState>() == PhotoState::failed;
                return failed ? std::optional(event) : std::nullopt;
            });
        if (failed_in && *failed_in)
            record_photo(connection, **failed_in, ChangeType::photo_failed, job.photo.id, now);
    });
}

bool SqlJobs::retry(const EventId& event, const PhotoId& id, TimePoint now) {
    return database_.write([&](Connection& connection) {
        if (connection.run(retry_job, {id, event, now}) == 0) return false;
        record_photo(connection, event, ChangeType::photo_added, id, now);
        return true;
    });
}

JobCounts SqlJobs::counts(TimePoint now) {
    return database_.read([&](Connection& connection) {
        auto counts = connection.one(count_queue, {now}, [](const Row& row) {
            JobCounts queue;
            Columns(row).read(queue.waiting, queue.running, queue.oldest_waiting);
            return queue;
        });
        counts->failed = connection.one(count_failed, {}, first_column<std::uint64_t>).value_or(0);
        return *counts;
    });
}

}  // namespace snapory
