#pragma once

#include <string>
#include <vector>

#include "domain/tag_verdict.hpp"
#include "domain/time.hpp"

namespace snapory {

// A photo of which a host said whether it shows something.
struct JudgedPhoto {
    PhotoId photo;
    bool shows = true;

    bool operator==(const JudgedPhoto&) const = default;
};

// What hosts say that photos show. Every call may be made from any thread and throws Unavailable.
class HostTags {
public:
    virtual ~HostTags() = default;

    // From now on each of these photos has the tag, or has it not, whatever models find; the last word
    // counts. One that is processed yet has it once it is ready. Records photo_ready for those that are. What
    // the event does not hold, or is deleted, is passed over.
    virtual void judge(const EventId& event, const std::vector<PhotoId>& ids, const TagVerdict& verdict,
                       TimePoint now) = 0;
    // Who was judged for this tag, the newest photos first; not deleted ones.
    virtual std::vector<JudgedPhoto> judged(const EventId& event, const std::string& tag) = 0;
};

}  // namespace snapory
