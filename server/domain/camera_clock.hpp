#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/id.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

namespace snapory {

// One of the cameras that an event's photos were taken with.
struct EventCamera {
    CameraId id;
    EventId event;
    std::string make;  // as Camera has them; one of the two may be empty
    std::string model;
    // What its host adds to its clock: positive for one that is slow. Nothing: not corrected.
    std::optional<std::chrono::seconds> offset;

    bool operator==(const EventCamera&) const = default;
};

// Enough for a clock that fell back to its factory's date.
inline constexpr std::chrono::seconds largest_clock_offset = std::chrono::years(40);
Result<void> check_clock_offset(std::chrono::seconds offset);

// What one photo shows, and when its camera says that it was taken.
struct Sighting {
    CameraId camera;
    TimePoint clock_at;                // the camera's clock, uncorrected
    std::optional<TimePoint> card_at;  // the true time, when it shows the event's clock card
    std::uint64_t perceptual_hash = 0;
    std::vector<PersonId> people{};  // who is in it, in the order of their ids

    bool operator==(const Sighting&) const = default;
};

// By how much a camera's clock seems to be off.
struct ClockSuggestion {
    enum class Basis : std::uint8_t {
        clock_card,  // a photo of it tells to the second
        photos,      // of the same people and scenes, taken by phones
    };
    std::chrono::seconds offset{};
    double confidence = 0;  // 0 to 1
    Basis basis = Basis::photos;
    std::uint64_t photos = 0;  // of this camera, that say so; at least 1

    bool operator==(const ClockSuggestion&) const = default;
};

// Whether the maker's cameras are phones, whose clocks are set by the network.
bool makes_phones(std::string_view make);

// A suggestion for each camera that needs one: whose photos show the clock card, or which is no phone, not
// corrected yet, and was at the same scenes as phones and corrected cameras. Differences of a few seconds are
// left alone. Bounded: of many photos of a camera some are looked at, spread evenly.
std::map<CameraId, ClockSuggestion> suggest_offsets(std::span<const EventCamera> cameras,
                                                    std::span<const Sighting> sightings);

}  // namespace snapory
