#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/input.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/photos.hpp"
#include "domain/account.hpp"
#include "domain/caller.hpp"
#include "domain/event.hpp"
#include "domain/photo.hpp"
#include "domain/selfie.hpp"
#include "http/response.hpp"

namespace snapory {

// ---- the spelling of what has a fixed set of values; shared by reading and writing
extern const Names<EventState> event_states;
extern const Names<Approval> approvals;
extern const Names<LocationSharing> location_sharings;
extern const Names<PhotoState> photo_states;
extern const Names<Moderation> moderations;
extern const Names<MatchTier> match_tiers;

template <class E>
std::string_view name_of(Names<E> names, E value) {
    for (const auto& [name, candidate] : names)
        if (candidate == value) return name;
    return {};
}

// RFC 3339 in UTC with milliseconds.
std::string to_text(TimePoint time);
boost::json::value to_json(const std::optional<TimePoint>& time);  // null when there is none

// {items, nextCursor}; nothing as the cursor means that this was the last page.
boost::json::object list_json(boost::json::array items, const std::optional<std::string>& next_cursor = {});

boost::json::object to_json(const Account& account, const std::vector<Membership>& memberships);
boost::json::object to_json(const Session& session, const SessionId& current_family);
boost::json::object to_json(const Guest& guest);
boost::json::object to_json(const EventCounts& counts);
boost::json::object to_json(const SelfieMatch& match);

// `origin`: where browsers reach this installation, such as "https://photos.example.org".
std::string join_url(const Event& event, std::string_view origin);
// An event as everybody who holds its code sees it, and as its hosts see it.
boost::json::object public_json(const Event& event, std::string_view origin);
boost::json::object to_json(const Event& event, const EventCounts& counts, std::string_view origin);

// What a caller may know of a photo that they may see.
struct PhotoAudience {
    bool manages = false;    // sees the host's decisions
    bool places = false;     // sees where it was taken
    bool failures = false;   // sees why processing failed
    bool originals = false;  // may fetch the original

    auto operator<=>(const PhotoAudience&) const = default;
};
PhotoAudience audience_of(const Caller& caller, const Event& event, const Photo& photo, TimePoint now);

// How a variant is given to a browser; originals are saved under their own name.
Serving serving_of(const Photo& photo, Variant variant);

// Photos with URLs that are signed at `now`.
class PhotoJson {
public:
    PhotoJson(BlobStore& blobs, TimePoint now) : blobs_(blobs), now_(now) {}

    boost::json::object operator()(const PhotoWithFaces& photo, const PhotoAudience& audience) const;
    // As this caller sees it.
    boost::json::object operator()(const PhotoWithFaces& photo, const Caller& caller,
                                   const Event& event) const {
        return (*this)(photo, audience_of(caller, event, photo.photo, now_));
    }

private:
    boost::json::value url(const Photo& photo, Variant variant) const;
    boost::json::object urls(const Photo& photo, const PhotoAudience& audience) const;

    BlobStore& blobs_;
    TimePoint now_;
};

}  // namespace snapory
