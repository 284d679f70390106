#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/ports/signatures.hpp"
#include "application/ports/tokens.hpp"
#include "domain/caller.hpp"

namespace snapory {

inline constexpr std::chrono::seconds ticket_lifetime{60};

// The right of somebody to open one WebSocket of one event. It stands in a URL, which may be logged: so it is
// short lived, opens nothing else, and its nonce is to be spent once.
struct LiveTicket {
    EventId event;
    Claims claims;
    std::string nonce;
    TimePoint expires_at;
};

// What the caller's next token would claim; nothing for a stranger.
std::optional<Claims> claims_of(const Caller& caller);

std::string ticket_text(const LiveTicket& ticket, Signatures& signatures);
// Nothing when the text was not made by ticket_text, or has expired.
std::optional<LiveTicket> parse_ticket(std::string_view text, TimePoint now, Signatures& signatures);

}  // namespace snapory
