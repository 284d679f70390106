#pragma once

#include <compare>
#include <string>
#include <utility>

namespace snapory {

// A text that names one kind of thing, so that a PhotoId never passes for an EventId.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string text_;
};

// UUIDv7 in lower-case canonical form; made by Randomness::next_id.
using AccountId = Id<struct AccountTag>;
using OrganisationId = Id<struct OrganisationTag>;
using SessionId = Id<struct SessionTag>;
using EventId = Id<struct EventTag>;
using GuestId = Id<struct GuestTag>;
using UploadId = Id<struct UploadTag>;
using PhotoId = Id<struct PhotoTag>;
using FaceId = Id<struct FaceTag>;
using PersonId = Id<struct PersonTag>;
using SelfieId = Id<struct SelfieTag>;
using DownloadId = Id<struct DownloadTag>;
using MailId = Id<struct MailTag>;
using InvitationId = Id<struct InvitationTag>;

using StackId = Id<struct StackTag>;  // photos of one moment; that of the photo it began with

using EventCode = Id<struct EventCodeTag>;  // what the QR holds: 10 characters, see domain/event_code.hpp
using CameraId = Id<struct CameraTag>;      // keyed hash of an event, make, model and serial number
using Sha256 = Id<struct Sha256Tag>;        // 64 lower-case hex digits
using BlobKey = Id<struct BlobKeyTag>;      // a path in the blob store, see domain/blob_key.hpp
using ModelId = Id<struct ModelTag>;        // which face model made a code; codes of two models never mix

}  // namespace snapory
