#pragma once

#include <memory>
#include <string>

#include "application/gallery/download_contents.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/downloads.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"

namespace snapory {

struct OpenedDownload {
    std::string file_name;  // "<title of the event>.zip", clean
    std::unique_ptr<PhotoZip> zip;
};

// The ZIP of a download for whoever shows its signed link; the link stands for the caller who began it, and
// holds no more than they may have now. Error: not_found.
class OpenDownload {
public:
    OpenDownload(Events& events, Guests& guests, Photos& photos, BlobStore& blobs, Downloads& downloads,
                 Clock& clock)
        : events_(events),
          guests_(guests),
          photos_(photos),
          blobs_(blobs),
          downloads_(downloads),
          clock_(clock) {}

    Result<OpenedDownload> operator()(const DownloadId& id) const;

private:
    std::optional<Caller> beginner_of(const Download& download) const;

    Events& events_;
    Guests& guests_;
    Photos& photos_;
    BlobStore& blobs_;
    Downloads& downloads_;
    Clock& clock_;
};

}  // namespace snapory
