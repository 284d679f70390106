#pragma once

#include <string>
#include <vector>

#include "application/gallery/list_photos.hpp"

namespace snapory {

// Finds photos by words, in every event that the caller may see: a guest in theirs, a host in the newest of
// their organisations. Errors: unauthenticated; of an event that was named not_found.
class SearchPhotos {
public:
    SearchPhotos(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), list_photos_(events, photos, blobs, clock) {}

    // At most `count`, the newest event's first, and of one event the newest first. `event`, if given, is the
    // one that is searched. `text` as PhotoQuery has it.
    Result<std::vector<ShownPhoto>> operator()(const Caller& caller, const std::optional<EventId>& event,
                                               const std::string& text, std::size_t count) const;

private:
    Result<std::vector<EventId>> events_of(const Caller& caller) const;

    Events& events_;
    ListPhotos list_photos_;
};

}  // namespace snapory
