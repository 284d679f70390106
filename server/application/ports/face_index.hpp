#pragma once

#include <cstdint>
#include <vector>

#include "domain/face.hpp"

namespace snapory {

// Faces that came to an event, and how far into its history they reach.
struct FaceBatch {
    std::vector<Face> faces;
    std::uint64_t position =
        0;  // where to go on; the source's own count, such as the number of the last change
};

// Where a FaceIndex reads an event's faces from. Throws Unavailable.
class FaceLog {
public:
    virtual ~FaceLog() = default;

    // Faces stored after `position`; 0 asks for all. Giving a face again is harmless.
    virtual FaceBatch faces_since(const EventId& event, std::uint64_t position) = 0;
};

struct FaceHit {
    FaceId face;
    PhotoId photo;
    float cosine = 0;

    bool operator==(const FaceHit&) const = default;
};

// The codes of events kept in RAM and compared one by one, so that no match is missed. Reads what is new from
// its FaceLog before each search and drops events that nobody searches. Every call may be made from any
// thread.
class FaceIndex {
public:
    virtual ~FaceIndex() = default;

    // Faces of the event whose code was made by `model` and whose cosine with `code` is at least `floor`,
    // best first. A face deleted since may still be named: the caller drops hits whose photo it may not show.
    virtual std::vector<FaceHit> search(const EventId& event, const ModelId& model, const FaceCode& code,
                                        float floor) = 0;

    // Drops what is held of the event, for withdrawn consent and deletion; the next search reads it anew.
    virtual void forget(const EventId& event) = 0;
};

}  // namespace snapory
