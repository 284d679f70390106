#include "domain/grouping.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace snapory {
namespace {

const ModelId model{"test"};

// A direction in the plane; 60 degrees apart two codes have a cosine of 0.5, 70 degrees one of 0.34.
FaceCode at(double degrees) {
    const double angle = degrees * 3.14159265358979 / 180;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

struct GroupingTest : testing::Test {
    Grouping grouping{model, MatchThresholds{}};
    int people = 0;
    int faces = 0;

    Face face(const std::string& photo, double degrees, float quality = 1) {
        return {.id = FaceId(std::to_string(++faces)),
                .photo = PhotoId(photo),
                .box = {},
                .score = 1,
                .quality = quality,
                .code = at(degrees),
                .model = model,
                .person = std::nullopt};
    }
    // The people of a photo with faces in these directions, as letters; '-' for nobody.
    std::string place(const std::vector<Face>& photo) {
        std::string letters;
        for (const auto& person : grouping.place(photo, [this] { return id(people++); }))
            letters += person ? person->text() : "-";
        return letters;
    }
    std::string place(const std::string& photo, double degrees, float quality = 1) {
        return place({face(photo, degrees, quality)});
    }
    std::string merged() {
        std::string text;
        for (const auto& [from, into] : grouping.merge()) text += from.text() + into.text();
        return text;
    }
    static PersonId id(int number) { return PersonId(std::string(1, static_cast<char>('a' + number))); }
};

TEST_F(GroupingTest, FoundsAPersonOrJoinsTheNearest) {
    EXPECT_EQ(place("1", 0), "a");
    EXPECT_EQ(place("2", 100), "b");
    EXPECT_EQ(place("3", 30), "a");
    EXPECT_EQ(place("4", 70), "b") << "55 degrees from a, 30 from b";
}

TEST_F(GroupingTest, PoorFaceJoinsButStandsForNobody) {
    EXPECT_EQ(place("1", 0, 0.1F), "-");
    EXPECT_EQ(place("2", 0), "a");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(place("poor" + std::to_string(i), 50, 0.1F), "a");
    EXPECT_EQ(place("3", 80), "b") << "a would be near, had the poor ones moved it";
}

TEST_F(GroupingTest, PersonIsInAPhotoOnceAndTheSurestFaceIsTheirs) {
    place("1", 0);
    EXPECT_EQ(place({face("2", 40), face("2", 10)}), "ba");
    EXPECT_EQ(place({face("3", 20, 0.1F), face("3", 21, 0.1F), face("3", 22, 0.1F)}), "a-b")
        << "the first is nearest to a, the last to b";
}

TEST_F(GroupingTest, CodesOfAnotherModelAreLeftAlone) {
    place("1", 0);
    auto other = face("2", 0);
    other.model = ModelId("other");
    EXPECT_EQ(place({other}), "-");
}

TEST_F(GroupingTest, FaceKeepsThePersonItHas) {
    auto known = face("1", 0);
    known.person = id(7);
    EXPECT_EQ(place({known}), "h");
    EXPECT_EQ(place("2", 10), "h") << "and stands for them";
}

TEST_F(GroupingTest, TwoWhoGrowTogetherBecomeTheOlder) {
    place("1", 0);
    place("2", 80);
    EXPECT_EQ(merged(), "");
    EXPECT_EQ(place("3", 35), "a");
    EXPECT_EQ(place("4", 55), "b");
    EXPECT_EQ(merged(), "ba");
    EXPECT_EQ(place("5", 90), "a");
}

TEST_F(GroupingTest, NobodyIsMergedWhomAHostShapedOrWhoStandsBesideTheOther) {
    grouping.know({id(0), EventId(), "Ada", false, true, std::nullopt, {}});
    grouping.know({id(1), EventId(), "", false, false, std::nullopt, {}});
    auto of = [&](const std::string& photo, double degrees, int person) {
        auto known = face(photo, degrees);
        known.person = id(person);
        return known;
    };
    place({of("1", 0, 0), of("2", 0, 1)});
    EXPECT_EQ(merged(), "") << "Ada has a name";
    place({of("3", 0, 2), of("2", 0, 2)});
    place({of("4", 0, 3)});
    EXPECT_EQ(merged(), "dc") << "b is with c in a photo; d is with neither, c comes first by age";
}

}  // namespace
}  // namespace snapory
