#pragma once

#include <string>
#include <vector>

#include "application/gallery/audience.hpp"
#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/text_reader.hpp"

namespace snapory {

// Finds photos by a text, in every event that the caller may see: a guest in theirs, a host in the newest of
// their organisations. Errors: unauthenticated; of an event that was named not_found.
class SearchPhotos {
public:
    SearchPhotos(Events& events, Photos& photos, TextReader& texts, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), texts_(texts), blobs_(blobs), clock_(clock) {}

    // At most `count`. First those that have its words, the newest event's first and of one event the newest;
    // then those that look like what it says, the newest event's first and of one event the most alike.
    // `event`, if given, is the one that is searched. `text` as PhotoQuery has it.
    Result<std::vector<ShownPhoto>> operator()(const Caller& caller, const std::optional<EventId>& event,
                                               const std::string& text, std::size_t count) const;

private:
    Result<std::vector<Gallery>> galleries_of(const Caller& caller, const std::optional<EventId>& event,
                                              const std::string& text, TimePoint now) const;
    Result<std::vector<EventId>> events_of(const Caller& caller) const;

    Events& events_;
    Photos& photos_;
    TextReader& texts_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
