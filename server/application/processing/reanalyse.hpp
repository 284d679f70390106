#pragma once

#include <cstdint>
#include <string>

#include "application/ports/events.hpp"
#include "application/ports/face_reader.hpp"
#include "application/ports/stages_due.hpp"
#include "application/ports/tagger.hpp"

namespace snapory {

struct ReanalyseRequest {
    std::string event{};  // id or code; empty: every event
    Stages stages{};      // empty: each there is
    bool all = false;     // true: also what the models of now did
};

// What is to be done again, and how much that is.
struct Reanalysis {
    StageQuery query;
    std::uint64_t demanded = 0;  // photos that became due by this
    std::uint64_t left = 0;      // photos that are due now, also by earlier requests
};

// Has stages of ready photos done again, by whoever processes photos and when nothing else waits; what was
// found before stays in place until then. All parts must outlive it. Errors: not_found (no such event).
class Reanalyse {
public:
    Reanalyse(StagesDue& due, Events& events, const FaceReader& faces, const Tagger& tagger)
        : due_(due), events_(events), faces_(faces), tagger_(tagger) {}

    Result<Reanalysis> operator()(const ReanalyseRequest& request) const;

private:
    StagesDue& due_;
    Events& events_;
    const FaceReader& faces_;
    const Tagger& tagger_;
};

}  // namespace snapory
