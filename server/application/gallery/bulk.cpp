#include "application/gallery/bulk.hpp"

#include <set>

namespace snapory {

BulkOutcome sorted_out(const std::vector<PhotoId>& ids, const EventId& event, Photos& photos,
                       const PhotoRule& rule) {
    BulkOutcome outcome;
    for (const auto& id : std::set(ids.begin(), ids.end())) {
        auto photo = photos.find(event, id);
        auto why = photo ? rule(*photo) : no_such_photo();
        if (why)
            outcome.refused.push_back({id, *why});
        else
            outcome.done.push_back(id);
    }
    return outcome;
}

Error no_such_photo() { return {Errc::not_found, "No photo has this id, or you may not see it.", ""}; }

}  // namespace snapory
