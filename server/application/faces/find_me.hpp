#pragma once

#include <span>
#include <string_view>

#include "application/faces/matches.hpp"
#include "application/faces/selfie_frames.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/selfie_reader.hpp"

namespace snapory {

struct FoundMe {
    Selfie selfie;
    std::vector<FoundPhoto> found;
};

// Makes a standing query of a selfie, one or more pictures of the caller, in place of their earlier one, and
// answers it. The pictures go to the reader and are kept nowhere. Errors: not_found, unauthenticated,
// forbidden, face_search_off, consent_required, and those of read_frames.
class FindMe {
public:
    FindMe(Events& events, SelfieReader& reader, MatchFinder finder, Randomness& randomness, Clock& clock)
        : events_(events), reader_(reader), finder_(finder), randomness_(randomness), clock_(clock) {}

    // `consent` is the version of the privacy text that was agreed to.
    Result<FoundMe> operator()(const Caller& caller, const EventId& event, std::string_view consent,
                               std::span<const SelfiePicture> pictures) const;

private:
    Events& events_;
    SelfieReader& reader_;
    MatchFinder finder_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
