#include "domain/camera_clock.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace snapory {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr TimePoint noon{seconds(1'781'956'800)};

const EventCamera slr{CameraId("slr"), EventId("event"), "Canon", "EOS R5", std::nullopt};
const EventCamera phone{CameraId("phone"), EventId("event"), "Apple", "iPhone 15", std::nullopt};

// A party of four hours at which groups of guests come together, and people photograph the groups.
class Party {
public:
    explicit Party(unsigned seed) : random_(seed) {}

    // `share` of the photos show a group that others photograph too, within a minute.
    void photograph(const CameraId& camera, std::size_t photos, seconds clock_is_behind, double share = 1) {
        for (std::size_t i = 0; i < photos; ++i) {
            const auto group = pick(0, groups - 1);
            const bool together = pick(0, 999) < share * 1000;
            const auto at = together
                                ? noon + group_times_[static_cast<std::size_t>(group)] + seconds(pick(0, 60))
                                : noon + seconds(pick(0, hours));
            sightings.push_back({camera, at - clock_is_behind, std::nullopt, random_(), members(group)});
        }
    }

    std::vector<Sighting> sightings;

private:
    static constexpr int groups = 60, guests = 40, hours = 4 * 3600;

    int pick(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
    static std::vector<PersonId> members(int group) {
        std::mt19937 of_group(static_cast<unsigned>(group));
        std::vector<PersonId> people;
        for (int i = 0; i < 1 + group % 4; ++i)
            people.emplace_back("person " + std::to_string(of_group() % guests));
        std::ranges::sort(people);
        people.erase(std::ranges::unique(people).begin(), people.end());
        return people;
    }

    std::mt19937_64 random_;
    std::vector<seconds> group_times_ = [this] {
        std::vector<seconds> times;
        for (int i = 0; i < groups; ++i) times.emplace_back(pick(0, hours));
        return times;
    }();
};

std::optional<ClockSuggestion> suggested(const std::vector<Sighting>& sightings,
                                         const std::vector<EventCamera>& cameras = {slr, phone}) {
    const auto all = suggest_offsets(cameras, sightings);
    const auto found = all.find(slr.id);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

TEST(ClockSuggestion, FindsTheOffsetAtAnyPartyWithinAMinute) {
    for (unsigned seed = 0; seed < 10; ++seed)
        for (const seconds behind : {3600s, -5520s, 410s, seconds(std::chrono::years(20))}) {
            Party party(seed);
            party.photograph(slr.id, 80, behind);
            party.photograph(phone.id, 150, 0s, 0.7);
            const auto found = suggested(party.sightings);
            ASSERT_TRUE(found) << seed << " " << behind.count();
            EXPECT_LE(std::chrono::abs(found->offset - behind), 60s) << seed << " " << behind.count();
            EXPECT_EQ(found->basis, ClockSuggestion::Basis::photos);
            EXPECT_GE(found->photos, 3U);
            EXPECT_LE(found->confidence, 1);
        }
}

TEST(ClockSuggestion, IsNotMadeByChance) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        Party party(seed);
        party.photograph(slr.id, 80, 3600s, 0);
        party.photograph(phone.id, 150, 0s, 0);
        EXPECT_FALSE(suggested(party.sightings)) << seed;
    }
}

TEST(ClockSuggestion, LeavesAClockAloneThatIsRight) {
    Party party(1);
    party.photograph(slr.id, 80, 0s);
    party.photograph(phone.id, 150, 0s);
    EXPECT_FALSE(suggested(party.sightings));
}

TEST(ClockSuggestion, ComesFromScenesWhereNobodyIsKnown) {
    std::vector<Sighting> sightings;
    for (unsigned i = 0; i < 8; ++i) {
        const std::uint64_t scene = 0x0123'4567'89AB'CDEFU * (i + 1);
        sightings.push_back({slr.id, noon + i * 300s - 90s, std::nullopt, scene});
        sightings.push_back({phone.id, noon + i * 300s, std::nullopt, scene ^ 0b101U});
    }
    const auto found = suggested(sightings);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->offset, 90s);
    EXPECT_EQ(found->photos, 8U);
}

TEST(ClockSuggestion, TakesACorrectedCameraForAReference) {
    auto other = slr;
    other.id = CameraId("other");
    Party party(2);
    party.photograph(slr.id, 60, 3600s);
    party.photograph(other.id, 100, 900s);
    EXPECT_FALSE(suggested(party.sightings, {slr, other}));
    other.offset = 900s;
    const auto found = suggested(party.sightings, {slr, other});
    ASSERT_TRUE(found);
    EXPECT_LE(std::chrono::abs(found->offset - 3600s), 60s);
}

TEST(ClockSuggestion, IsNotMadeForPhonesAndCorrectedCameras) {
    auto corrected = slr;
    corrected.offset = 1800s;
    Party party(3);
    party.photograph(slr.id, 80, 3600s);
    party.photograph(phone.id, 150, 60s);
    EXPECT_TRUE(suggest_offsets(std::vector{corrected, phone}, party.sightings).empty());
}

TEST(ClockSuggestion, IsExactFromTheLastPhotoOfTheCard) {
    const std::vector<Sighting> sightings{{slr.id, noon, noon + 61s, 0},
                                          {slr.id, noon + 1h, noon + 1h + 63s, 0},
                                          {slr.id, noon + 2h, std::nullopt, 0}};
    EXPECT_EQ(suggested(sightings), (ClockSuggestion{63s, 1, ClockSuggestion::Basis::clock_card, 2}));
    auto corrected = slr;
    corrected.offset = 62s;  // as near as a clock of seconds tells
    EXPECT_FALSE(suggested(sightings, {corrected}));
    corrected.offset = 30s;
    EXPECT_TRUE(suggested(sightings, {corrected}));
}

TEST(Phones, AreKnownByTheirMakers) {
    EXPECT_TRUE(makes_phones("Apple"));
    EXPECT_TRUE(makes_phones("samsung"));
    for (const char* make : {"SAMSUNG", "Canon", "SONY", "NIKON CORPORATION", ""})
        EXPECT_FALSE(makes_phones(make)) << make;
}

TEST(ClockOffsets, AreThoseOfClocksThatFellBackToTheirFactory) {
    EXPECT_TRUE(check_clock_offset(0s));
    EXPECT_TRUE(check_clock_offset(-largest_clock_offset));
    EXPECT_FALSE(check_clock_offset(largest_clock_offset + 1s));
    EXPECT_FALSE(check_clock_offset(-largest_clock_offset - 1s));
}

}  // namespace
}  // namespace snapory
