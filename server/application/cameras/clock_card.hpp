#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/ports/signatures.hpp"
#include "domain/id.hpp"

namespace snapory {

// What the QR code of an event's clock card says at a time, to the second: "snapory-clock:<Unix
// seconds>:<signature>". A camera that photographs it shows by how much its clock is off.
std::string clock_card(const EventId& event, TimePoint now, Signatures& signatures);

// The time of a card that clock_card() made for this event; nothing for any other text.
std::optional<TimePoint> read_clock_card(std::string_view text, const EventId& event, Signatures& signatures);

}  // namespace snapory
