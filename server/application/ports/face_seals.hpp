#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "domain/face.hpp"

namespace snapory {

// Encrypts the face codes of one event. May be used from any thread.
class FaceSeal {
public:
    virtual ~FaceSeal() = default;

    // `owner` is the id of the face or selfie that has the code: sealed for one, it opens for no other.
    virtual std::vector<std::byte> seal(const FaceCode& code, std::string_view owner) const = 0;
    // Throws Unavailable when this is not what seal() made for this owner under this key.
    virtual FaceCode open(std::span<const std::byte> sealed, std::string_view owner) const = 0;
};

// Keeps what tells people apart out of storage and its backups: each event has a random key, stored wrapped
// under the installation's secret key, and with that key goes all that it sealed. May be called from any
// thread.
class FaceSeals {
public:
    virtual ~FaceSeals() = default;

    // A new key, wrapped: what to store with the event.
    virtual std::vector<std::byte> new_key(const EventId& event) = 0;
    // Throws Unavailable when the key was wrapped for another event or under another secret key.
    virtual std::unique_ptr<FaceSeal> unwrap(const EventId& event, std::span<const std::byte> wrapped) = 0;
};

}  // namespace snapory
