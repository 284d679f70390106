#pragma once

#include <expected>
#include <memory>
#include <string>

#include "api/api.hpp"
#include "api/live_hub.hpp"
#include "application/accounts/identify_caller.hpp"
#include "application/events/read_event.hpp"
#include "application/live/read_changes.hpp"
#include "http/router.hpp"

namespace snapory {

// What happens in an event: by polling, or by WebSocket with a ticket that opens one connection.
class LiveRoutes {
public:
    LiveRoutes(const ApiConfig& config, const ApiPorts& ports, const IdentifyCaller& identify, LiveHub& hub);

    void add_to(http::Scope& v1);

private:
    http::Response changes(http::Request& request);
    http::Response ticket(http::Request& request);
    std::expected<std::unique_ptr<http::WebSocketHandler>, http::Response> open(http::Request& request);

    std::string public_url_;
    Signatures& signatures_;
    RateLimits& limits_;
    Randomness& randomness_;
    Clock& clock_;
    IdentifyCaller identify_;
    LiveHub& hub_;
    ReadEvent read_event_;
    ReadChanges read_changes_;
};

}  // namespace snapory
