#include "application/faces/selfie_frames.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "infrastructure/memory/readers.hpp"

namespace snapory {
namespace {

class SelfieFramesTest : public testing::Test {
protected:
    // Pictures are known by one byte.
    void teach(std::uint8_t name, FaceCode code, float quality) {
        reader.teach({name}, SelfieReading{std::move(code), test_model, {}, quality});
    }
    Result<SelfieReading> read(const std::vector<std::uint8_t>& names) {
        std::vector<SelfiePicture> frames;
        for (const auto& name : names) frames.emplace_back(&name, 1);
        return read_frames(reader, frames);
    }
    MemorySelfieReader reader;
};

TEST_F(SelfieFramesTest, TakeOnePictureAsItIs) {
    teach(1, {0.6F, 0.8F}, 0.7F);
    const auto reading = read({1});
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->code, (FaceCode{0.6F, 0.8F}));
    EXPECT_EQ(reading->quality, 0.7F);
}

TEST_F(SelfieFramesTest, WeighEachByItsQuality) {
    teach(1, {1, 0}, 0.9F);
    teach(2, {0.6F, 0.8F}, 0.3F);
    const auto reading = read({1, 2});
    ASSERT_TRUE(reading);
    EXPECT_NEAR(cosine(reading->code, reading->code), 1, 1e-5);
    EXPECT_NEAR(reading->code[1] / reading->code[0], 0.24 / 1.08, 1e-5);
    EXPECT_EQ(reading->quality, 0.9F);
}

TEST_F(SelfieFramesTest, RefuseDifferentPeople) {
    teach(1, {1, 0}, 1);
    teach(2, {0, 1}, 1);
    EXPECT_EQ(read({1, 2}).error().code, Errc::several_faces);
}

TEST_F(SelfieFramesTest, OverlookWhatIsRefusedWhileOneIsGood) {
    teach(1, {1, 0}, 1);
    reader.teach({2}, fail(Errc::face_too_dark, "Turn to a light."));
    EXPECT_TRUE(read({2, 1}));
    EXPECT_EQ(read({2, 7}).error().code, Errc::face_too_dark) << "the first reason";
    EXPECT_EQ(read({7, 2}).error().code, Errc::no_face);
}

}  // namespace
}  // namespace snapory
