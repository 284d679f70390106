#pragma once

#include "application/processing/row_queue.hpp"
#include "infrastructure/memory/accounts.hpp"
#include "infrastructure/memory/bell.hpp"
#include "infrastructure/memory/blob_store.hpp"
#include "infrastructure/memory/cameras.hpp"
#include "infrastructure/memory/clock.hpp"
#include "infrastructure/memory/digests.hpp"
#include "infrastructure/memory/events.hpp"
#include "infrastructure/memory/gazetteer.hpp"
#include "infrastructure/memory/host_tags.hpp"
#include "infrastructure/memory/idempotency_keys.hpp"
#include "infrastructure/memory/invitations.hpp"
#include "infrastructure/memory/jobs.hpp"
#include "infrastructure/memory/mail.hpp"
#include "infrastructure/memory/people.hpp"
#include "infrastructure/memory/photos.hpp"
#include "infrastructure/memory/randomness.hpp"
#include "infrastructure/memory/readers.hpp"
#include "infrastructure/memory/security.hpp"
#include "infrastructure/memory/selfies.hpp"
#include "infrastructure/memory/stages_due.hpp"
#include "infrastructure/memory/time_zones.hpp"
#include "infrastructure/memory/uploads.hpp"

namespace snapory {

// Every port in RAM, joined up: what a test of verbs or of a front door runs on.
struct MemoryWorld {
    HeldClock clock;
    SeededRandomness randomness;
    MemoryRows rows;

    MemoryAccounts accounts{rows};
    MemorySessions sessions{rows};
    MemoryEvents events{rows};
    MemoryGuests guests{rows};
    MemoryUploads uploads{rows};
    MemoryPhotos photos{rows};
    MemoryJobs jobs{rows};
    MemoryStagesDue stages_due{rows};
    MemoryChanges changes{rows};
    MemorySelfies selfies{rows};
    MemoryPeople people{rows};
    MemoryCameras cameras{rows};
    MemoryHostTags host_tags{rows};
    MemoryDownloads downloads{rows};
    MemoryIdempotencyKeys idempotency_keys{rows};
    MemoryOutbox outbox{rows};
    MemoryInvitations invitations{rows};
    MemoryDigests digests{rows};
    MemoryOneTimeTokens one_time_tokens{rows};
    MemoryFaceLog face_log{rows};
    MemoryFaceIndex face_index{face_log};

    MemoryBlobStore blobs{clock};
    MemoryBell bell;
    RowQueue queue{jobs, bell};
    MemoryPasswords passwords;
    MemoryTokens tokens;
    MemorySignatures signatures;
    MemoryRateLimits rate_limits{clock};
    MemoryImageReader images;
    MemoryFaceReader faces;
    MemoryTagger tagger;
    MemorySelfieReader selfie_reader;
    MemoryTextReader text_reader;
    MemoryMailer mailer;
    MemoryQrCodes qr_codes;
    MemoryTimeZones time_zones;
    MemoryGazetteer gazetteer;
};

}  // namespace snapory
