#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/account.hpp"
#include "domain/event.hpp"
#include "domain/id.hpp"

namespace snapory {

struct Anonymous {
    bool operator==(const Anonymous&) const = default;
};

// A signed-in account and the organisations it belongs to.
struct SignedIn {
    AccountId account;
    std::string name;
    bool instance_admin = false;
    std::vector<Membership> memberships;
    SessionId session;  // the family of the sign-in that asks
};

// An event as it was at a time.
struct SeenEvent {
    Event event;
    TimePoint at;
};

// A guest of one event, whose token was checked to be theirs and not revoked.
struct EventGuest {
    GuestId guest;
    EventId event;
    std::string display_name;
    std::optional<SeenEvent> seen = {};  // the same event, where it was read together with the guest
};

// Who asks. Made by the front doors from a token, once a request.
using Caller = std::variant<Anonymous, SignedIn, EventGuest>;

// Who added a photo, kept with it.
struct Uploader {
    enum class Kind : std::uint8_t { guest, account } kind = Kind::guest;
    std::string id;    // a GuestId or AccountId
    std::string name;  // as it was known when the photo came; may be empty

    bool operator==(const Uploader&) const = default;
};

// The caller as an uploader; an anonymous caller is none.
Uploader uploader_of(const Caller& caller);

}  // namespace snapory
