#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "application/ports/accounts.hpp"
#include "application/ports/idempotency_keys.hpp"
#include "application/ports/people.hpp"
#include "domain/camera_clock.hpp"
#include "domain/change.hpp"
#include "domain/digest.hpp"
#include "domain/download.hpp"
#include "domain/embedding.hpp"
#include "domain/event.hpp"
#include "domain/face.hpp"
#include "domain/mail.hpp"
#include "domain/mailed_invitation.hpp"
#include "domain/one_time_token.hpp"
#include "domain/person.hpp"
#include "domain/photo.hpp"
#include "domain/selfie.hpp"
#include "domain/stage.hpp"
#include "domain/tag_verdict.hpp"
#include "domain/upload.hpp"

namespace snapory {

// The rows that the memory repositories share, as the tables of a database are shared. `mutex` guards all of
// them; a repository holds it for the whole of each call, which makes the call a transaction.
struct MemoryRows {
    struct AccountRow {
        AccountWithPassword account;
        std::vector<Membership> memberships;
    };
    struct SessionRow {
        std::string token_hash;
        Session session;
        bool replaced = false;
    };
    struct PhotoRow {
        Photo photo;
        std::vector<Face> faces;
        std::vector<Tag> tags;             // surest first
        std::vector<TagVerdict> verdicts;  // each name once
        std::optional<Embedding> embedding;
        TimePoint stack_top_at;  // when a host put it on top; the last wins
        TimePoint told_at;       // taken_at and taken_source before any correction
        TakenSource told_source = TakenSource::arrival;
        std::uint64_t faces_at = 0;  // the sequence of the change that told of the faces
        bool queued = true;          // is a job; also a ready photo that is processed again
        std::string holder;          // of the lease; empty when nobody works on it
        TimePoint lease_until;
        std::uint32_t attempts = 0;
        TimePoint not_before;
        std::string traceparent;
        Stages stages_due;
        StageModels models;  // by which each stage was done last
    };
    struct SelfieRow {
        Selfie selfie;
        std::map<PhotoId, bool> judgements;
        std::optional<Digest> digest;
    };
    struct OutboxRow {
        OwedMail mail;
        std::uint32_t attempts = 0;
        TimePoint not_before;
    };
    struct KeyRow {
        std::string content;
        TimePoint claimed_at;
        std::optional<KeptAnswer> answer;
    };

    std::mutex mutex;
    std::vector<AccountRow> accounts;  // oldest first
    std::vector<SessionRow> sessions;
    std::map<EventId, Event> events;
    std::map<GuestId, Guest> guests;
    std::map<UploadId, Upload> uploads;
    std::map<PhotoId, PhotoRow> photos;
    std::map<EventId, std::vector<Change>> changes;
    std::map<std::pair<EventId, CameraId>, EventCamera> cameras;
    std::map<PersonId, Person> people;
    std::map<EventId, GroupingState> grouping;
    std::vector<SelfieRow> selfies;
    std::vector<Consent> consents;  // oldest first
    std::vector<OutboxRow> outbox;
    std::vector<MailedInvitation> invitations;
    std::vector<OneTimeToken> one_time_tokens;
    std::map<DownloadId, Download> downloads;
    std::map<std::pair<std::string, std::string>, KeyRow> keys;  // by scope and key

    // The time of a processed photo, as its camera's offset has it; the caller holds the mutex.
    void correct(PhotoRow& row);
    // Lays a ready photo into the stack of its mate; the caller holds the mutex.
    void stack(PhotoRow& row);
    // All people of the event, erased; the caller holds the mutex.
    void erase_people(const EventId& event);
    // Appends to the event's history; the caller holds the mutex. Gives the sequence.
    std::uint64_t record(const EventId& event, ChangeType type, TimePoint at,
                         std::optional<PhotoId> photo = std::nullopt,
                         std::optional<GuestId> guest = std::nullopt);
};

}  // namespace snapory
