#include "domain/known_faces.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const PersonId ada{"ada"}, grace{"grace"};

Face face(const char* id, FaceBox box, std::optional<PersonId> person = std::nullopt) {
    Face made;
    made.id = FaceId(id);
    made.box = box;
    made.person = std::move(person);
    return made;
}

TEST(KnownFaces, KeepIdAndPersonWhereTheyLay) {
    auto found = face("new", {0.11F, 0.1F, 0.2F, 0.2F});
    found.code = {0, 1};
    found.model = ModelId("new model");
    const auto again = as_known({found}, {face("old", {0.1F, 0.1F, 0.2F, 0.2F}, ada)});
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].id, FaceId("old"));
    EXPECT_EQ(again[0].person, ada);
    EXPECT_EQ(again[0].box, found.box);
    EXPECT_EQ(again[0].code, found.code);
    EXPECT_EQ(again[0].model, found.model);
}

TEST(KnownFaces, AreTakenOnceByTheOneThatLiesBest) {
    const auto again = as_known({face("a", {0.14F, 0.1F, 0.2F, 0.2F}), face("b", {0.11F, 0.1F, 0.2F, 0.2F})},
                                {face("old", {0.1F, 0.1F, 0.2F, 0.2F}, ada)});
    EXPECT_EQ(again[0].id, FaceId("a"));
    EXPECT_EQ(again[0].person, std::nullopt);
    EXPECT_EQ(again[1].id, FaceId("old"));
}

TEST(KnownFaces, SideBySideAreNotMistaken) {
    const FaceBox left{0.1F, 0.1F, 0.2F, 0.2F}, right{0.25F, 0.1F, 0.2F, 0.2F};
    const auto again =
        as_known({face("1", right), face("2", left)}, {face("l", left, ada), face("r", right, grace)});
    EXPECT_EQ(again[0].person, grace);
    EXPECT_EQ(again[1].person, ada);
    EXPECT_EQ(as_known({face("1", right)}, {face("l", left, ada)})[0].person, std::nullopt);
}

TEST(KnownFaces, WithoutAnAreaAreNowhere) {
    const FaceBox line{0.1F, 0.1F, 0.2F, 0};
    EXPECT_EQ(as_known({face("new", line)}, {face("old", line, ada)})[0].id, FaceId("new"));
}

}  // namespace
}  // namespace snapory
