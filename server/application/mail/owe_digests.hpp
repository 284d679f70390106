#pragma once

#include "application/faces/matches.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "application/ports/randomness.hpp"

namespace snapory {

// Owes a mail to each guest of whom there are more photos than they know of, once their digest is due. To be
// run every minute or so, by any number of processes.
class OweDigests {
public:
    OweDigests(Digests& digests, Events& events, MatchFinder finder, Randomness& randomness, Clock& clock)
        : digests_(digests), events_(events), finder_(finder), randomness_(randomness), clock_(clock) {}

    void operator()() const;

private:
    void look(const DueDigest& due, TimePoint now) const;
    std::optional<std::uint64_t> photos_of(const Digest& digest, TimePoint now) const;

    Digests& digests_;
    Events& events_;
    MatchFinder finder_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
