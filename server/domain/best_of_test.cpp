#include "domain/best_of.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace snapory {
namespace {

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};

Candidate candidate(const std::string& id, int minute, double appeal, std::vector<PersonId> people = {}) {
    return {PhotoId(id), noon + std::chrono::minutes(minute), appeal, std::move(people)};
}

const PersonId ada("ada"), grace("grace"), alan("alan");

TEST(BestOf, ShowsEverybodyBeforeAnybodyTwice) {
    std::vector<Candidate> party;
    for (int i = 0; i < 50; ++i) party.push_back(candidate("ada " + std::to_string(i), i, 0.9, {ada}));
    party.push_back(candidate("grace", 25, 0.5, {grace}));
    party.push_back(candidate("alan", 26, 0.4, {alan}));
    const auto chosen = best_of(party, 3);
    EXPECT_EQ(std::ranges::count(chosen, PhotoId("grace")), 1);
    EXPECT_EQ(std::ranges::count(chosen, PhotoId("alan")), 1);
}

TEST(BestOf, TakesTheBetterOfTwoPicturesOfOneMoment) {
    const std::vector party{candidate("blurred", 0, 0.2, {ada}), candidate("sharp", 0, 0.8, {ada})};
    EXPECT_EQ(best_of(party, 1), std::vector{PhotoId("sharp")});
}

TEST(BestOf, SpreadsOverTheEventWhereNobodyIsKnown) {
    std::vector<Candidate> party;
    for (int i = 0; i < 40; ++i) party.push_back(candidate("dinner " + std::to_string(i), 0, 0.9));
    party.push_back(candidate("cake", 60, 0.3));
    party.push_back(candidate("dance", 120, 0.3));
    const auto chosen = best_of(party, 3);
    const std::set<PhotoId> found(chosen.begin(), chosen.end());
    EXPECT_TRUE(found.contains(PhotoId("cake")));
    EXPECT_TRUE(found.contains(PhotoId("dance")));
}

TEST(BestOf, StandsInTheOrderOfTime) {
    const std::vector party{candidate("late", 9, 0.9, {ada}), candidate("early", 1, 0.1, {grace})};
    EXPECT_EQ(best_of(party, 5), (std::vector{PhotoId("early"), PhotoId("late")}));
}

TEST(BestOf, OfNothingIsNothing) {
    EXPECT_TRUE(best_of({}, 5).empty());
    EXPECT_TRUE(best_of(std::vector{candidate("a", 0, 1)}, 0).empty());
}

}  // namespace
}  // namespace snapory
