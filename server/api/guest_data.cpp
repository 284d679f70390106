#include "api/guest_data.hpp"

#include "api/answer.hpp"
#include "api/guests.hpp"
#include "api/json.hpp"

namespace snapory {

namespace json = boost::json;

std::string guest_data(const Invitation& invitation, std::uint64_t sequence, std::size_t most_photos,
                       std::string_view origin) {
    json::object body{{"event", to_json(invitation, origin)}, {"photos", nullptr}, {"seq", sequence}};
    if (!invitation.photo_count) return json::serialize(body);
    json::array items;
    for (const auto& photo : invitation.photos) items.push_back(to_json(photo));
    std::optional<std::string> next;
    if (!items.empty() && items.size() == most_photos) {
        const auto& last = invitation.photos.back().photo;
        next = cursor_text(last.taken_at, last.id.text());
    }
    body["photos"] = list_json(std::move(items), next);
    return json::serialize(body);
}

}  // namespace snapory
