#include "application/faces/references.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace snapory {
namespace {

FaceCode near(float cosine) { return {cosine, std::sqrt(1 - cosine * cosine)}; }

ConfirmedFace face(const std::string& photo, float cosine, float quality = 1) {
    return {PhotoId(photo), quality, near(cosine)};
}

Face found(float cosine, const std::string& model = "m") {
    Face face;
    face.code = near(cosine);
    face.model = ModelId(model);
    return face;
}

Selfie selfie() {
    Selfie query;
    query.code = {1, 0};
    query.model = ModelId("m");
    query.thresholds = {.match = 0.5F, .maybe = 0.4F};
    return query;
}

TEST(ReferencesTest, AreTheSelfieAndWhatWasConfirmed) {
    const References references(selfie(), {face("a", 0.45F)});
    EXPECT_EQ(references.codes(), (std::vector<FaceCode>{{1, 0}, near(0.45F)}));
}

TEST(ReferencesTest, TakeOnlyTheNearestFaceOfAPhoto) {
    const References references(selfie(), {face("a", 0.42F), face("a", 0.6F), face("a", 0.5F)});
    EXPECT_EQ(references.codes(), (std::vector<FaceCode>{{1, 0}, near(0.6F)}));
}

TEST(ReferencesTest, LeaveOutStrangersAndBadFaces) {
    const std::vector<ConfirmedFace> confirmed{face("a", 0.3F), face("b", 0.9F, 0.2F)};
    EXPECT_EQ(References(selfie(), confirmed).codes().size(), 1U);
}

TEST(ReferencesTest, FindWhatTheSelfieAloneWouldNot) {
    const Face turned = found(0.2F);
    EXPECT_NEAR(*References(selfie(), {}).nearness(turned), 0.2, 1e-5);
    EXPECT_GT(*References(selfie(), {face("a", 0.45F)}).nearness(turned), 0.9F);
    EXPECT_FALSE(References(selfie(), {}).nearness(found(1, "other")));
}

}  // namespace
}  // namespace snapory
