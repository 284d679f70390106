#pragma once

#include "infrastructure/sql/accounts.hpp"
#include "infrastructure/sql/cameras.hpp"
#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/digests.hpp"
#include "infrastructure/sql/downloads.hpp"
#include "infrastructure/sql/events.hpp"
#include "infrastructure/sql/face_log.hpp"
#include "infrastructure/sql/guests.hpp"
#include "infrastructure/sql/host_tags.hpp"
#include "infrastructure/sql/idempotency_keys.hpp"
#include "infrastructure/sql/invitations.hpp"
#include "infrastructure/sql/jobs.hpp"
#include "infrastructure/sql/one_time_tokens.hpp"
#include "infrastructure/sql/outbox.hpp"
#include "infrastructure/sql/people.hpp"
#include "infrastructure/sql/photos.hpp"
#include "infrastructure/sql/selfies.hpp"
#include "infrastructure/sql/sessions.hpp"
#include "infrastructure/sql/stages_due.hpp"
#include "infrastructure/sql/uploads.hpp"

namespace snapory {

// Every repository over one database, which must have been migrated, its replica if there is one, and what
// seals its face codes; all must outlive this.
struct SqlRepositories {
    SqlRepositories(Database& database, FaceSeals& seals, const Replica* replica = nullptr)
        : accounts(database),
          sessions(database),
          events(database),
          guests(database),
          uploads(database),
          photos(database, replica),
          jobs(database, seals),
          stages_due(database),
          changes(database),
          selfies(database, seals),
          people(database),
          cameras(database),
          host_tags(database),
          downloads(database),
          idempotency_keys(database),
          outbox(database),
          invitations(database),
          digests(database),
          one_time_tokens(database),
          face_log(database, seals) {}

    SqlAccounts accounts;
    SqlSessions sessions;
    SqlEvents events;
    SqlGuests guests;
    SqlUploads uploads;
    SqlPhotos photos;
    SqlJobs jobs;
    SqlStagesDue stages_due;
    SqlChanges changes;
    SqlSelfies selfies;
    SqlPeople people;
    SqlCameras cameras;
    SqlHostTags host_tags;
    SqlDownloads downloads;
    SqlIdempotencyKeys idempotency_keys;
    SqlOutbox outbox;
    SqlInvitations invitations;
    SqlDigests digests;
    SqlOneTimeTokens one_time_tokens;
    SqlFaceLog face_log;
};

}  // namespace snapory
