#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/input.hpp"
#include "application/gallery/shown_photo.hpp"
#include "application/live/read_changes.hpp"
#include "application/uploads/open_upload.hpp"
#include "domain/account.hpp"
#include "domain/event.hpp"
#include "domain/photo.hpp"
#include "domain/selfie.hpp"

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
boost::json::object to_json(const FaceBox& box);
boost::json::object to_json(const SelfieMatch& match);

// `origin`: where browsers reach this installation, such as "https://photos.example.org".
std::string join_url(const Event& event, std::string_view origin);
// An event as everybody who holds its code sees it, and as its hosts see it.
boost::json::object public_json(const Event& event, std::string_view origin);
boost::json::object to_json(const Event& event, const EventCounts& counts, std::string_view origin);

boost::json::object to_json(const ShownPhoto& photo);

// An upload that goes on, and a file that needs none because the event holds `photo` already.
boost::json::object to_json(const UploadProgress& progress);
boost::json::object duplicate_json(const Photo& photo);
boost::json::array to_json(const std::vector<PartUrl>& parts);

boost::json::object to_json(const ShownChange& change);

}  // namespace snapory
