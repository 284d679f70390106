#pragma once

#include <string>
#include <variant>
#include <vector>

#include "application/ports/randomness.hpp"
#include "application/uploads/intake.hpp"
#include "application/uploads/open_upload.hpp"

namespace snapory {

// A file that a client wants to send; nothing of it is believed.
struct AnnouncedFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::string content_type;
    std::string sha256;
    std::optional<TimePoint> modified_at;
};

// What to do with one file: send what is missing; nothing, for the event holds that photo; or why not.
using UploadAnswer = std::variant<UploadProgress, Photo, Error>;

// Announces files; the answers are in their order. A file announced before by the same person goes on where
// it stopped, and one named twice is one upload. Errors: as Intake::admit_photos, invalid (no file or too
// many); for a file: invalid, unreadable (empty), too_large, quota_exceeded.
class BeginUploads {
public:
    BeginUploads(Intake intake, Uploads& uploads, Randomness& randomness)
        : intake_(intake), uploads_(uploads), randomness_(randomness) {}

    Result<std::vector<UploadAnswer>> operator()(const Caller& caller, const EventId& event,
                                                 const std::vector<AnnouncedFile>& files) const;

private:
    // Files announced together, while they are answered.
    struct Batch {
        Event event;
        Uploader uploader;
        TimePoint now;
        std::vector<Photo> held;      // by the event, of the bytes announced
        std::vector<Upload> open;     // by the same person, of these bytes, newest first
        std::vector<Upload> fresh{};  // that begin now
    };
    UploadAnswer answer(const AnnouncedFile& file, Batch& batch) const;

    Intake intake_;
    Uploads& uploads_;
    Randomness& randomness_;
};

}  // namespace snapory
