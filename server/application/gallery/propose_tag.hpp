#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/host_tags.hpp"
#include "domain/tag_examples.hpp"

namespace snapory {

struct TagProposals {
    std::vector<ShownPhoto> photos;  // the likeliest first
    std::size_t examples = 0;        // photos that a host gave the tag and that can be compared
};

// Finds photos that look like those that a host gave a tag, and that nobody judged yet, for a host to confirm
// or refuse. Errors: forbidden, not_found, unauthenticated.
class ProposeTag {
public:
    ProposeTag(Events& events, Photos& photos, HostTags& tags, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), tags_(tags), blobs_(blobs), clock_(clock) {}

    // At most `count`.
    Result<TagProposals> operator()(const Caller& caller, const EventId& event, const std::string& tag,
                                    std::size_t count) const;

private:
    std::optional<ModelId> model_of(const EventId& event, const std::vector<JudgedPhoto>& judged) const;

    Events& events_;
    Photos& photos_;
    HostTags& tags_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
