#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/digest.hpp"
#include "domain/mail.hpp"

namespace snapory {

// A digest whose time has come.
struct DueDigest {
    Digest digest;
    std::uint64_t sequence = 0;  // of the event's changes now
};

// Which guests want to be mailed. May be called from any thread; throws Unavailable.
class Digests {
public:
    virtual ~Digests() = default;

    // In place of the guest's earlier wish. Nothing when they have no standing query.
    virtual void put(const Digest& digest) = 0;
    virtual std::optional<Digest> find(const EventId& event, const GuestId& guest) = 0;
    virtual std::optional<Digest> find(const MailId& mail) = 0;           // whose last mail this is
    virtual void remove(const EventId& event, const GuestId& guest) = 0;  // none is no error

    // Those that are due in events that have changed since and in which no photo is being processed.
    virtual std::vector<DueDigest> due(TimePoint now, std::size_t limit) = 0;
    // Writes `next` in place of `seen` and owes the mail, if any, in one transaction; nothing when somebody
    // else was faster.
    virtual void settle(const Digest& seen, const Digest& next, const std::optional<OwedMail>& mail) = 0;
};

}  // namespace snapory
