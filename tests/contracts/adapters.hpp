#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "application/ports/accounts.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/cache.hpp"
#include "application/ports/cameras.hpp"
#include "application/ports/changes.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/downloads.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_index.hpp"
#include "application/ports/face_seals.hpp"
#include "application/ports/guests.hpp"
#include "application/ports/host_tags.hpp"
#include "application/ports/idempotency_keys.hpp"
#include "application/ports/invitations.hpp"
#include "application/ports/jobs.hpp"
#include "application/ports/mailer.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/outbox.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/people.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/rate_limits.hpp"
#include "application/ports/selfies.hpp"
#include "application/ports/sessions.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/stages_due.hpp"
#include "application/ports/time_zones.hpp"
#include "application/ports/tokens.hpp"
#include "application/ports/uploads.hpp"
#include "application/ports/work_queue.hpp"
#include "infrastructure/memory/clock.hpp"

namespace snapory {

// One way to have a port: what its tests are called, and how to make a fresh one.
template <class Port, class... Needs>
struct Adapter {
    std::string name;
    std::function<std::unique_ptr<Port>(Needs...)> make;

    friend void PrintTo(const Adapter& adapter, std::ostream* out) { *out << adapter.name; }
};

template <class SomeAdapter>
std::string name_of_adapter(const testing::TestParamInfo<SomeAdapter>& info) {
    return info.param.name;
}

// Every repository, over rows that are theirs alone and empty at first.
struct Storage {
    virtual ~Storage() = default;
    virtual Accounts& accounts() = 0;
    virtual Sessions& sessions() = 0;
    virtual Events& events() = 0;
    virtual Guests& guests() = 0;
    virtual Uploads& uploads() = 0;
    virtual Photos& photos() = 0;
    virtual Jobs& jobs() = 0;
    virtual StagesDue& stages_due() = 0;
    virtual Changes& changes() = 0;
    virtual People& people() = 0;
    virtual Cameras& cameras() = 0;
    virtual HostTags& host_tags() = 0;
    virtual Selfies& selfies() = 0;
    virtual Downloads& downloads() = 0;
    virtual IdempotencyKeys& idempotency_keys() = 0;
    virtual Outbox& outbox() = 0;
    virtual OneTimeTokens& one_time_tokens() = 0;
    virtual Invitations& invitations() = 0;
    virtual Digests& digests() = 0;
    virtual FaceLog& face_log() = 0;
    // As after a restart of the program; what forgets everything then has nothing to do.
    virtual void reopen() {}
};

// A blob store, and what time it is for it.
struct BlobPlace {
    virtual ~BlobPlace() = default;
    virtual BlobStore& store() = 0;
    virtual TimePoint now() = 0;
    virtual void reopen() {}
};

// A mailer, and what arrived of what it sent, in the order in which it did.
struct PostOffice {
    virtual ~PostOffice() = default;
    virtual Mailer& mailer() = 0;
    virtual std::vector<Mail> arrived() = 0;  // without their ids
};
// Who never gets a mail, and who gets none now.
inline constexpr std::string_view refused_address = "refused@example.org",
                                  later_address = "later@example.org";

// A new backend adds one line to each list that it serves.
std::vector<Adapter<Storage>> storages();
std::vector<Adapter<Storage>> pooled_storages();  // through a pgbouncer in transaction mode
std::vector<Adapter<BlobPlace>> blob_places();
std::vector<Adapter<Bell>> bells();
std::vector<Adapter<PostOffice>> post_offices();
std::vector<Adapter<Cache>> caches();
std::vector<Adapter<WorkQueue, Jobs&, Bell&>> work_queues();
std::vector<Adapter<Passwords>> password_adapters();
std::vector<Adapter<Randomness>> randomness_adapters();
std::vector<Adapter<Tokens>> token_adapters();
std::vector<Adapter<Signatures>> signature_adapters();
std::vector<Adapter<FaceSeals>> face_seal_adapters();
std::vector<Adapter<RateLimits, Clock&>> rate_limit_adapters();
std::vector<Adapter<TimeZones>> time_zone_adapters();
std::vector<Adapter<FaceIndex, FaceLog&>> face_indexes();

}  // namespace snapory
