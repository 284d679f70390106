#include "api/guests.hpp"

#include <algorithm>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/throttle.hpp"
#include "domain/selfie.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

// Three hundred guests behind one venue's address scan the code, and scan it again.
constexpr std::uint32_t looks_per_address = 3000;
constexpr std::uint32_t joins_per_address = 1000;
constexpr auto join_window = 600s;

// Events have hundreds of guests; this only bounds the memory of a page.
constexpr std::size_t most_guests = 100'000;

constexpr std::string_view privacy_text =
    "To find your photos, Snapory computes a face code from one selfie and compares it with the faces in the "
    "photos "
    "of this event only. The selfie itself is not kept. The face code is kept for this event, is shared with "
    "nobody, "
    "and is deleted by itself on the date shown, or at once when you ask for it. You can look at the photos "
    "without agreeing to this.";

json::value cover_json(const Invitation& invitation) {
    if (invitation.photos.empty() || !invitation.photos.front().photo.details) return nullptr;
    const auto& cover = invitation.photos.front();
    const auto& details = *cover.photo.details;
    return {{"url", cover.urls.preview.value_or("")},
            {"width", details.size.width},
            {"height", details.size.height},
            {"thumbhash", details.thumbhash}};
}

JoinRequest read_join(Input& input, std::string_view code) {
    return {.code = std::string(code),
            .pin = input.text("pin").value_or(""),
            .display_name = input.text("displayName").value_or("")};
}

std::string read_display_name(Input& input) {
    if (!input.is_null("displayName")) input.require({"displayName"});
    return input.text("displayName").value_or("");
}

struct GuestPosition {
    TimePoint joined_at;
    GuestId id;
};
struct GuestPage {
    std::size_t limit;
    std::optional<GuestPosition> after;
};
GuestPage read_guest_page(Query& query) {
    return {read_limit(query), read_position<GuestPosition, GuestId>(query)};
}

bool is_newer(const Guest& left, const GuestPosition& right) {
    return std::tie(left.joined_at, left.id) > std::tie(right.joined_at, right.id);
}

// The guests beyond the position, newest first, and where to go on.
json::object page_json(std::vector<Guest> guests, const GuestPage& page) {
    std::sort(guests.begin(), guests.end(), [](const Guest& left, const Guest& right) {
        return is_newer(left, {right.joined_at, right.id});
    });
    auto first = std::find_if(guests.begin(), guests.end(), [&](const Guest& guest) {
        return !page.after ||
               std::tie(guest.joined_at, guest.id) < std::tie(page.after->joined_at, page.after->id);
    });
    auto last =
        first + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(page.limit), guests.end() - first);
    json::array items;
    for (auto guest = first; guest != last; ++guest) items.push_back(to_json(*guest));
    std::optional<std::string> next;
    if (last != guests.end()) next = cursor_text((last - 1)->joined_at, (last - 1)->id.text());
    return list_json(std::move(items), next);
}

}  // namespace

json::object to_json(const Invitation& invitation, std::string_view origin) {
    return {{"event", public_json(invitation.event, origin)},
            {"cover", cover_json(invitation)},
            {"privacy",
             {{"policyVersion", privacy_policy_version},
              {"text", privacy_text},
              {"expiresAt", to_text(invitation.face_codes_expire_at)}}},
            {"photoCount", invitation.photo_count ? json::value(*invitation.photo_count) : json::value()}};
}

GuestRoutes::GuestRoutes(const ApiConfig& config, const ApiPorts& ports, Repeats& repeats)
    : public_url_(config.public_url),
      limits_(ports.rate_limits),
      tokens_(ports.tokens),
      clock_(ports.clock),
      repeats_(repeats),
      read_invitation_(ports.events, ports.photos, ports.blobs, ports.clock),
      join_event_(ports.events, ports.guests, ports.passwords, ports.tokens, ports.rate_limits,
                  ports.randomness, ports.clock),
      list_guests_(ports.events, ports.guests, ports.clock),
      name_guest_(ports.events, ports.guests, ports.clock),
      revoke_guest_(ports.events, ports.guests, ports.clock) {}

void GuestRoutes::add_to(http::Scope& v1) {
    v1.get("/join/:code", [this](http::Request& request) { return invite(request); });
    v1.post("/join/:code", [this](http::Request& request) { return join(request); });
    v1.get("/events/:event/guests", [this](http::Request& request) { return list(request); });
    v1.patch("/events/:event/guests/me", [this](http::Request& request) { return rename(request); });
    v1.del("/events/:event/guests/:guest", [this](http::Request& request) { return end(request); });
}

http::Response GuestRoutes::invite(http::Request& request) {
    std::string key = "look " + std::string(request.remote_address());
    return throttled(limits_, request, {{key, looks_per_address, join_window}}, [&] {
        return answer(request, read_invitation_(request.param("code")), [&](const Invitation& invitation) {
            return json_answer(200, to_json(invitation, origin_of(request, public_url_)));
        });
    });
}

http::Response GuestRoutes::join(http::Request& request) {
    auto make_guest = [&] {
        auto read = [&](Input& input) { return read_join(input, request.param("code")); };
        return with_body(request, read, [&](const JoinRequest& wanted) {
            return answer(request, join_event_(wanted), [&](const Joined& joined) {
                return json_answer(201,
                                   {{"guest", to_json(joined.guest)},
                                    {"event", public_json(joined.event, origin_of(request, public_url_))}});
            });
        });
    };
    std::string key = "join " + std::string(request.remote_address());
    return throttled(limits_, request, {{key, joins_per_address, join_window}},
                     [&] { return with_token(repeats_.once(request, caller_of(request), make_guest)); });
}

// Adds the token to what is kept for a repeated request, which itself must hold no secrets.
http::Response GuestRoutes::with_token(http::Response joined) {
    if (joined.status() != 201) return joined;
    auto body = json::parse(std::get<std::string>(joined.body())).as_object();
    GuestClaims claims{GuestId(std::string(body.at("guest").at("id").as_string())),
                       EventId(std::string(body.at("event").at("id").as_string()))};
    auto now = clock_.now();
    body["guestToken"] = tokens_.issue(claims, now, now + guest_lifetime);
    joined.body() = json::serialize(body);
    joined.headers().set("Cache-Control", "no-store");
    return joined;
}

http::Response GuestRoutes::list(http::Request& request) {
    return with_query(request, read_guest_page, [&](const GuestPage& page) {
        auto event = id_of<EventId>(request, "event");
        return answer(
            request, list_guests_(caller_of(request), event, most_guests),
            [&](const std::vector<Guest>& guests) { return json_answer(200, page_json(guests, page)); });
    });
}

http::Response GuestRoutes::rename(http::Request& request) {
    return with_body(request, read_display_name, [&](const std::string& name) {
        return answer(request, name_guest_(caller_of(request), id_of<EventId>(request, "event"), name),
                      [](const Guest& guest) { return json_answer(200, to_json(guest)); });
    });
}

http::Response GuestRoutes::end(http::Request& request) {
    return answer(request, revoke_guest_(caller_of(request), id_of<EventId>(request, "event"),
                                         id_of<GuestId>(request, "guest")));
}

}  // namespace snapory
