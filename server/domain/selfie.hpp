#pragma once

#include <string>
#include <string_view>

#include "domain/face.hpp"
#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

// The privacy text that guests agree to; a consent to another version does not count.
inline constexpr std::string_view privacy_policy_version = "2026-11";

// A guest's standing query. The picture itself is never stored.
struct Selfie {
    SelfieId id;
    EventId event;
    std::string owner;  // the GuestId or AccountId whose query this is; one a person and event
    FaceCode code;
    ModelId model;
    MatchThresholds thresholds;  // what a cosine between codes of this model means
    TimePoint created_at;
    TimePoint expires_at;

    bool operator==(const Selfie&) const = default;
};

// One photo that a selfie found.
struct SelfieMatch {
    PhotoId photo;
    FaceId face;
    float score = 0;  // cosine
    MatchTier tier = MatchTier::maybe;

    bool operator==(const SelfieMatch&) const = default;
};

// A face of a photo that the owner of a selfie said they are in; its code is of the selfie's model.
struct ConfirmedFace {
    PhotoId photo;
    float quality = 0;
    FaceCode code;

    bool operator==(const ConfirmedFace&) const = default;
};

enum class ConsentAct : std::uint8_t { given, withdrawn };

// A line of the append-only ledger.
struct Consent {
    EventId event;
    std::string person;  // the GuestId or AccountId
    ConsentAct act = ConsentAct::given;
    std::string policy_version;
    std::string receipt;  // names this line to the person; a UUID
    TimePoint at;

    bool operator==(const Consent&) const = default;
};

}  // namespace snapory
