#include "infrastructure/sql/jobs.hpp"

#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/embeddings.hpp"
#include "infrastructure/sql/finished_photo.hpp"
#include "infrastructure/sql/photo_faces.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "infrastructure/sql/photo_tags.hpp"
#include "infrastructure/sql/stages.hpp"

namespace snapory {
namespace {

const std::string unleased =
    " and deleted_at is null and not_before <= $3 and (lease_until is null or lease_until <= $3)";
// Late work is no part of the trace that brought the photo.
const std::string job_columns =
    " returning attempts, lease_until, case queued when 1 then traceparent else '' end, "
    "case queued when 1 then 0 else stages_due end, " +
    photo_columns;
const std::string lease =
    "update photos set claimed_by = $1, lease_until = $2, attempts = attempts + 1 where id = ";

// 'processing' sorts before 'ready', so that photos that nobody sees yet go first.
Statement claim_job(std::string_view skip_locked) {
    return {"jobs.claim", lease + "(select id from photos where queued = 1" + unleased +
                              " order by state, created_at, id limit 1" + std::string(skip_locked) + ")" +
                              job_columns};
}
Statement claim_late_job(std::string_view skip_locked) {
    return {"jobs.claim_late", lease + "(select id from photos where stages_due <> 0 and queued = 0" +
                                   unleased + " order by created_at desc, id desc limit 1" +
                                   std::string(skip_locked) + ")" + job_columns};
}
const Statement any_job{"jobs.any",
                        "select 1 from photos where queued = 1 and deleted_at is null and not_before <= $1 "
                        "and (lease_until is null or lease_until <= $1) limit 1"};
const Statement any_late_job{
    "jobs.any_late",
    "select 1 from photos where stages_due <> 0 and queued = 0 and deleted_at is null "
    "and not_before <= $1 and (lease_until is null or lease_until <= $1) limit 1"};
const Statement claim_one{"jobs.claim_one", lease + "$4 and queued = 1" + unleased + job_columns};
const Statement list_waiting{"jobs.waiting",
                             "select id, state from photos where queued = 1 and deleted_at is null "
                             "and not_before <= $1 and (lease_until is null or lease_until <= $1) "
                             "order by state, created_at, id limit $2"};
const Statement extend_lease{"jobs.extend", "update photos set lease_until = $4 where " + held_job};
const Statement give_back_job{"jobs.give_back",
                              "update photos set claimed_by = null, lease_until = null, not_before = $4, "
                              "attempts = attempts - $5 where " +
                                  held_job};
const Statement park_job{"jobs.park",
                         "update photos set stages_due = case queued when 1 then stages_due else 0 end, "
                         "queued = 0, claimed_by = null, lease_until = null, failure = case when state = "
                         "'ready' then failure else $4 end, "
                         "state = case when state = 'ready' then state else 'failed' end where " +
                             held_job + " returning event_id, state"};
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
const Statement count_late{
    "jobs.count_late",
    "select count(*) from photos where stages_due <> 0 and queued = 0 and deleted_at is null"};
const Statement count_failed{"jobs.count_failed",
                             "select count(*) from photos where state = 'failed' and deleted_at is null"};

// What search goes by, with what hosts said in its place.
void store_tags(Connection& connection, const Photo& photo, const std::vector<Tag>& found) {
    replace_tags(connection, photo, judged(found, verdicts_on(connection, photo.id)));
}

void tell_matched(Connection& connection, const Photo& photo, const std::vector<GuestId>& matched,
                  TimePoint now) {
    for (const auto& guest : matched)
        record(connection, {photo.event, 0, ChangeType::match_found, photo.id, guest, now});
}

Job job_of(const Row& row, const std::string& holder) {
    Job job;
    Columns columns(row);
    columns.read(job.attempts, job.lease_until, job.traceparent);
    job.stages = stages_of(columns.next<std::int64_t>());
    job.photo = read_photo(columns);
    job.holder = holder;
    return job;
}

}  // namespace

// An idle process asks often; looking first spares the others its write lock.
std::optional<Job> SqlJobs::claim_any(const Statement& look, ClaimStatement claim, const std::string& holder,
                                      TimePoint now) {
    bool any = database_.read(
        [&](Connection& connection) { return connection.one(look, {now}, first_column<int>).has_value(); });
    if (!any) return std::nullopt;
    return database_.write([&](Connection& connection) {
        return connection.one(claim(connection.skip_locked()), {holder, now + lease_time, now},
                              [&](const Row& row) { return job_of(row, holder); });
    });
}

std::optional<Job> SqlJobs::claim(const std::string& holder, TimePoint now) {
    return claim_any(any_job, claim_job, holder, now);
}

std::optional<Job> SqlJobs::claim_late(const std::string& holder, TimePoint now) {
    return claim_any(any_late_job, claim_late_job, holder, now);
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
        const auto stored = store_details(connection, job, photo, found, now);
        if (!stored) return false;
        auto sequence = record_numbered(
            connection, photo_change(stored->event, ChangeType::photo_ready, stored->id, now));
        meet_camera(connection, *stored);
        join_stack(connection, *stored);
        replace_faces(connection, seals_, *stored, found.faces, sequence);
        store_tags(connection, *stored, found.tags);
        replace_embedding(connection, *stored, found.embedding);
        tell_matched(connection, *stored, found.matched, now);
        return true;
    });
}

bool SqlJobs::finish_late(const Job& job, const Photo& photo, const Findings& found, TimePoint now) {
    return database_.write([&](Connection& connection) {
        const auto stored = store_late(connection, job, photo, found);
        if (!stored) return false;
        auto sequence = record_numbered(
            connection, photo_change(stored->event, ChangeType::photo_ready, stored->id, now));
        if (found.models.contains(Stage::faces))
            replace_faces(connection, seals_, *stored, found.faces, sequence);
        store_tags(connection, *stored, found.tags);
        if (found.models.contains(Stage::tags)) replace_embedding(connection, *stored, found.embedding);
        tell_matched(connection, *stored, found.matched, now);
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
        counts->late = connection.one(count_late, {}, first_column<std::uint64_t>).value_or(0);
        counts->failed = connection.one(count_failed, {}, first_column<std::uint64_t>).value_or(0);
        return *counts;
    });
}

}  // namespace snapory
