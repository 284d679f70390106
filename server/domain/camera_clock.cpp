#include "domain/camera_clock.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>

namespace snapory {
namespace {

using std::chrono::seconds;

constexpr std::size_t most_own = 500;          // photos of the camera that is judged
constexpr std::size_t most_references = 2000;  // photos by clocks that are right
constexpr int alike_bits = 8;                  // of 64, that two pictures of one scene differ in at most
constexpr seconds moment{120};                 // people who stand together are photographed within it
constexpr seconds negligible{20};
constexpr double least_confidence = 0.5;
constexpr double least_support = 3;  // photos

// A difference of true time and camera time that a pair of photos of one moment would show. Each photo has
// one vote, which it shares out among all the photos that it resembles.
struct Vote {
    seconds difference;
    double weight;
};

// How likely two photos show one moment, as a weight: a large company that is the same in both says most.
double resemblance(const Sighting& a, const Sighting& b) {
    const bool same_scene = std::popcount(a.perceptual_hash ^ b.perceptual_hash) <= alike_bits;
    std::vector<PersonId> shared;
    std::ranges::set_intersection(a.people, b.people, std::back_inserter(shared));
    if (shared.empty()) return same_scene ? 1 : 0;
    const auto both = static_cast<double>(shared.size());
    const double all = static_cast<double>(a.people.size() + b.people.size()) - both;
    return both * (both / all) * (both / all) + (same_scene ? 1 : 0);
}

std::vector<Vote> votes_of(std::span<const Sighting> own, std::span<const Sighting> references) {
    std::vector<Vote> votes;
    for (const auto& photo : own) {
        const std::size_t first = votes.size();
        double sum = 0;
        for (const auto& reference : references)
            if (const double weight = resemblance(photo, reference); weight > 0) {
                votes.push_back({std::chrono::round<seconds>(reference.clock_at - photo.clock_at), weight});
                sum += weight;
            }
        for (auto& vote : std::span(votes).subspan(first)) vote.weight /= sum;
    }
    std::ranges::sort(votes, {}, &Vote::difference);
    return votes;
}

// Votes that lie within one moment, and how much they weigh together.
struct Peak {
    std::span<const Vote> votes;
    double weight = 0;
};

Peak peak_of(std::span<const Vote> votes) {
    Peak best;
    std::size_t first = 0;
    double weight = 0;
    for (std::size_t last = 0; last < votes.size(); ++last) {
        weight += votes[last].weight;
        while (votes[last].difference - votes[first].difference > moment) weight -= votes[first++].weight;
        if (weight > best.weight) best = {votes.subspan(first, last - first + 1), weight};
    }
    return best;
}

seconds median_of(const Peak& peak) {
    double below = 0;
    for (const auto& vote : peak.votes) {
        below += vote.weight;
        if (below >= peak.weight / 2) return vote.difference;
    }
    return peak.votes.back().difference;
}

// The best peak that is not the flank of this one.
Peak rival_of(const Peak& peak, std::span<const Vote> votes) {
    const auto low =
        std::ranges::lower_bound(votes, peak.votes.front().difference - moment, {}, &Vote::difference);
    const auto high =
        std::ranges::upper_bound(votes, peak.votes.back().difference + moment, {}, &Vote::difference);
    const Peak before = peak_of({votes.begin(), low});
    const Peak after = peak_of({high, votes.end()});
    return before.weight > after.weight ? before : after;
}

// The difference that most photos agree upon. Sure when they are many, and when no other has as many.
std::optional<ClockSuggestion> estimate(std::span<const Sighting> own, std::span<const Sighting> references) {
    const auto votes = votes_of(own, references);
    const auto peak = peak_of(votes);
    if (peak.weight < least_support) return std::nullopt;
    const double lead = 1 - rival_of(peak, votes).weight / peak.weight;
    const double confidence = lead * (1 - std::exp(-peak.weight / 2));
    const auto offset = median_of(peak);
    if (confidence < least_confidence || std::chrono::abs(offset) < negligible) return std::nullopt;
    return ClockSuggestion{offset, confidence, ClockSuggestion::Basis::photos,
                           static_cast<std::uint64_t>(std::lround(peak.weight))};
}

// The card that was photographed last: clocks drift.
std::optional<ClockSuggestion> by_card(std::span<const Sighting> own) {
    const Sighting* last = nullptr;
    std::uint64_t cards = 0;
    for (const auto& photo : own) {
        if (!photo.card_at) continue;
        ++cards;
        if (!last || *photo.card_at > *last->card_at) last = &photo;
    }
    if (!last) return std::nullopt;
    return ClockSuggestion{std::chrono::round<seconds>(*last->card_at - last->clock_at), 1,
                           ClockSuggestion::Basis::clock_card, cards};
}

std::vector<Sighting> spread_evenly(std::vector<Sighting> photos, std::size_t most) {
    if (photos.size() <= most) return photos;
    std::ranges::sort(photos, {}, &Sighting::clock_at);
    std::vector<Sighting> chosen;
    for (std::size_t i = 0; i < most; ++i) chosen.push_back(std::move(photos[i * photos.size() / most]));
    return chosen;
}

bool is_trusted(const EventCamera& camera) { return camera.offset || makes_phones(camera.make); }

}  // namespace

Result<void> check_clock_offset(seconds offset) {
    if (std::chrono::abs(offset) <= largest_clock_offset) return {};
    return fail(Errc::invalid, "A clock is off by at most 40 years.", "clockOffset");
}

bool makes_phones(std::string_view make) {
    // As their files spell them: SAMSUNG is a camera with lenses, samsung a phone.
    constexpr std::array<std::string_view, 20> makers{
        "Apple", "samsung",    "Google", "Xiaomi",         "Redmi",   "POCO",     "HUAWEI",
        "HONOR", "OnePlus",    "OPPO",   "vivo",           "realme",  "motorola", "Motorola",
        "Nokia", "HMD Global", "LGE",    "LG Electronics", "Nothing", "Fairphone"};
    return std::ranges::find(makers, make) != makers.end();
}

std::map<CameraId, ClockSuggestion> suggest_offsets(std::span<const EventCamera> cameras,
                                                    std::span<const Sighting> sightings) {
    std::map<CameraId, std::vector<Sighting>> by_camera;
    for (const auto& photo : sightings) by_camera[photo.camera].push_back(photo);
    std::vector<Sighting> references;
    for (const auto& camera : cameras)
        if (is_trusted(camera))
            for (auto photo : by_camera[camera.id]) {
                photo.clock_at += camera.offset.value_or(seconds(0));
                references.push_back(std::move(photo));
            }
    references = spread_evenly(std::move(references), most_references);

    std::map<CameraId, ClockSuggestion> suggestions;
    for (const auto& camera : cameras) {
        const auto& own = by_camera[camera.id];
        auto suggestion = by_card(own);
        if (!suggestion && !is_trusted(camera))
            suggestion = estimate(spread_evenly(own, most_own), references);
        const bool news = suggestion && std::chrono::abs(suggestion->offset -
                                                         camera.offset.value_or(seconds(0))) > seconds(1);
        if (news) suggestions.emplace(camera.id, *suggestion);
    }
    return suggestions;
}

}  // namespace snapory
