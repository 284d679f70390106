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
    // Open uploads of the same bytes by the same uploader, so that a client that lost its memory resumes.
    virtual std::optional<Upload> find_open(const EventId& event, const Uploader& uploader,
                                            const Sha256& digest, TimePoint now) = 0;
    // An open upload becomes aborted; any other stays what it is.
    virtual void abort(const EventId& event, const UploadId& id) = 0;
    virtual std::vector<Upload> expired(TimePoint now, std::size_t limit) = 0;  // open, past their time
    // Forgets rows of uploads that ended before `deadline`.
    virtual void purge(TimePoint deadline) = 0;
};

}  // namespace snapory
