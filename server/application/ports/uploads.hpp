#pragma once

#include <optional>
#include <vector>

#include "domain/upload.hpp"

namespace snapory {

// Files announced and not yet photos. May be called from any thread; throws Unavailable.
class Uploads {
public:
    virtual ~Uploads() = default;

    virtual void add(const std::vector<Upload>& uploads) = 0;  // all or none
    virtual std::optional<Upload> find(const EventId& event, const UploadId& id) = 0;
    // For whoever shows a signed link to it.
    virtual std::optional<Upload> find(const UploadId& id) = 0;
    // Open uploads of these bytes by the same uploader, newest first, so that a client that lost its memory
    // resumes.
    virtual std::vector<Upload> find_open(const EventId& event, const Uploader& uploader,
                                          const std::vector<Sha256>& digests, TimePoint now) = 0;
    // An open upload becomes aborted; any other stays what it is.
    virtual void abort(const EventId& event, const UploadId& id) = 0;
    virtual std::vector<Upload> expired(TimePoint now, std::size_t limit) = 0;  // open, past their time
    // Which of these photos an upload was announced for that is not forgotten yet, whatever its state.
    virtual std::vector<PhotoId> announced(const std::vector<PhotoId>& ids) = 0;
    // Forgets uploads that are not open and expired before `deadline`.
    virtual void purge(TimePoint deadline) = 0;
};

}  // namespace snapory
