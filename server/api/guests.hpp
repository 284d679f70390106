#pragma once

#include <string>

#include <boost/json.hpp>

#include "api/api.hpp"
#include "api/repeats.hpp"
#include "application/events/join_event.hpp"
#include "application/events/list_guests.hpp"
#include "application/events/name_guest.hpp"
#include "application/events/read_invitation.hpp"
#include "application/events/revoke_guest.hpp"
#include "http/router.hpp"

namespace snapory {

// What GET /join/{code} tells; `origin` as for public_json.
boost::json::object to_json(const Invitation& invitation, std::string_view origin);

// /join and the guests of an event.
class GuestRoutes {
public:
    GuestRoutes(const ApiConfig& config, const ApiPorts& ports, Repeats& repeats);

    void add_to(http::Scope& v1);

private:
    http::Response invite(http::Request& request);
    http::Response join(http::Request& request);
    http::Response list(http::Request& request);
    http::Response rename(http::Request& request);
    http::Response end(http::Request& request);

    http::Response with_token(http::Response joined);

    std::string public_url_;
    RateLimits& limits_;
    Tokens& tokens_;
    Clock& clock_;
    Repeats& repeats_;
    ReadInvitation read_invitation_;
    JoinEvent join_event_;
    ListGuests list_guests_;
    NameGuest name_guest_;
    RevokeGuest revoke_guest_;
};

}  // namespace snapory
