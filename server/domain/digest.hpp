#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

// A guest's wish to be mailed when there are more photos of them. Belongs to their standing query and goes
// with it.
struct Digest {
    EventId event;
    GuestId guest;
    std::string email;           // as parse_email gives it
    std::string language;        // of the mails, such as "en"; empty: any
    std::uint64_t told = 0;      // photos of them that they know of
    std::uint64_t sequence = 0;  // of the event's changes when their photos were counted last
    TimePoint due;               // no mail before
    MailId mail;                 // the last one; empty before the first

    bool operator==(const Digest&) const = default;
};

inline constexpr std::chrono::hours digest_wait{1};    // until the first mail: photos seldom come alone
inline constexpr std::chrono::hours digest_pause{12};  // between two mails to one guest

}  // namespace snapory
