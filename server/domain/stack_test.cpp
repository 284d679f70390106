#include "domain/stack.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};
const CameraId slr("slr"), other("other");

Frame frame(const char* id, const CameraId& camera, Milliseconds after, std::uint64_t hash) {
    return {PhotoId(id), StackId(), camera, noon + after, hash};
}

constexpr std::uint64_t bits(int count) { return (std::uint64_t{1} << count) - 1; }

TEST(Stack, HoldsBurstsOfOneCameraAndPicturesThatAreNearlyTheSame) {
    struct Case {
        const char* name;
        Frame b;
        bool together;
    };
    const auto a = frame("a", slr, 0ms, 0);
    const Case table[] = {
        {"a burst", frame("b", slr, 2s, bits(20)), true},
        {"a burst, earlier", frame("b", slr, -2s, bits(20)), true},
        {"the camera was turned", frame("b", slr, 1s, bits(21)), false},
        {"later", frame("b", slr, 2001ms, bits(20)), false},
        {"two cameras at once", frame("b", other, 0ms, bits(20)), false},
        {"two cameras, one picture", frame("b", other, 30s, bits(6)), true},
        {"one picture, later", frame("b", other, 30001ms, bits(6)), false},
        {"cameras that are not known", frame("b", CameraId(), 0ms, bits(7)), false},
    };
    for (const auto& row : table) {
        EXPECT_EQ(belong_together(a, row.b), row.together) << row.name;
        EXPECT_EQ(belong_together(row.b, a), row.together) << row.name;
    }
    EXPECT_FALSE(belong_together(frame("a", CameraId(), 0ms, 0), frame("b", CameraId(), 0ms, bits(7))));
}

TEST(Stack, IsJoinedWhereItLooksMostAlike) {
    const auto newcomer = frame("new", slr, 0ms, 0);
    const std::vector near{newcomer, frame("far", slr, 1s, bits(30)), frame("near", slr, 1s, bits(9)),
                           frame("nearest", slr, 2s, bits(3))};
    EXPECT_EQ(stack_mate(newcomer, near)->photo, PhotoId("nearest"));
    EXPECT_FALSE(stack_mate(newcomer, std::vector{newcomer, near[1]}));
    EXPECT_FALSE(stack_mate(newcomer, {}));
}

TEST(Appeal, IsOfTheSharpAndOfFacesThatAreSeenWell) {
    EXPECT_GT(appeal(400, std::nullopt), appeal(50, std::nullopt));
    EXPECT_GT(appeal(100, 0.9), appeal(400, 0.3));
    EXPECT_GT(appeal(400, 0.5), appeal(50, 0.5));
    EXPECT_EQ(appeal(0, 0), 0);
    EXPECT_LE(appeal(1e12, 1), 1);
}

TEST(FaceAppeal, PutsOpenEyesBeforeSmilesBeforeQuality) {
    EXPECT_GT(face_appeal(0.8, false, false), face_appeal(0.8, true, true));
    EXPECT_GT(face_appeal(0.8, false, true), face_appeal(0.8, false, false));
    EXPECT_GT(face_appeal(0.6, false, true), face_appeal(1, true, true));
    EXPECT_GT(face_appeal(0.9, false, false), face_appeal(0.6, false, true));
    EXPECT_EQ(face_appeal(1, false, true), 1);
}

}  // namespace
}  // namespace snapory
