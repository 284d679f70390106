#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/caller.hpp"
#include "domain/id.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

namespace snapory {

enum class UploadState : std::uint8_t { open, completed, aborted };

// S3 takes no part below 5 MiB but the last; one size for every store keeps the protocol one.
inline constexpr std::uint64_t part_bytes = 8UZ * 1024 * 1024;
// A resumed upload may come back the day after the event.
inline constexpr std::chrono::hours upload_lifetime{48};

// A file that a client announced and sends in parts. Numbers of parts start at 1.
struct Upload {
    UploadId id;
    OrganisationId organisation;
    EventId event;
    PhotoId photo;  // the id that the photo will have
    Uploader uploader;
    std::string file_name;     // cleaned
    std::string content_type;  // as announced; the content decides in the end
    std::uint64_t bytes = 0;   // announced size, at least 1
    Sha256 digest;             // announced
    std::optional<TimePoint> file_modified_at;
    UploadState state = UploadState::open;
    TimePoint created_at;
    TimePoint expires_at;

    // Whether it may still be sent and completed.
    bool is_open(TimePoint now) const;
    std::uint32_t part_count() const;
    // Size of one part; 0 for a number that the upload does not have.
    std::uint64_t bytes_of_part(std::uint32_t number) const;
    std::vector<std::uint32_t> missing(const std::vector<std::uint32_t>& received) const;

    bool operator==(const Upload&) const = default;
};

}  // namespace snapory
