#include "infrastructure/sandbox/reading_wire.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace snapory {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

using Answer = std::vector<std::uint8_t>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

ImageReading sound_reading() {
    ImageReading reading;
    reading.type = MediaType::heic;
    reading.size = {4032, 3024};
    reading.capture.taken = {sys_days{2024y / May / 17} + 18h, 120min, TakenSource::exif};
    reading.capture.camera = {"Apple", "iPhone 15", "back camera", "F17X2"};
    reading.capture.exposure = {0.004, 1.8, 50, 6.86, 24, false};
    reading.capture.place = {48.8582, 2.2945, 35.7};
    reading.capture.orientation = 6;
    reading.preview = {{4, 3}, {0xff, 0xd8, 0xff, 0xe0, 1}};
    reading.thumbnail = {{2, 1}, {'R', 'I', 'F', 'F', 1}};
    reading.pixels = {{4, 3}, std::vector<std::uint8_t>(36, 9)};
    reading.thumbhash = "HwgKLJpwdndwd3d3d3aQgAn4hw==";
    reading.dominant_color = "#12abf0";
    reading.perceptual_hash = 0x0123456789abcdef;
    reading.clock_card = "snapory-clock:1781956800:signature";
    reading.sharpness = 71.5;
    return reading;
}

Answer written(const Result<ImageReading>& reading) {
    Answer answer(10'000);
    answer.resize(write_reading(reading, answer));
    return answer;
}

std::optional<Result<ImageReading>> sent(const Result<ImageReading>& reading, ImageWanted wanted = {}) {
    return parse_reading(written(reading), wanted);
}

TEST(ReadingWire, CarriesEverything) {
    const ImageReading reading = sound_reading();
    const ImageReading came = sent(reading).value().value();
    EXPECT_EQ(came.type, reading.type);
    EXPECT_EQ(came.size, reading.size);
    EXPECT_EQ(came.capture, reading.capture);
    EXPECT_EQ(came.preview.size, reading.preview.size);
    EXPECT_EQ(came.preview.bytes, reading.preview.bytes);
    EXPECT_EQ(came.thumbnail.bytes, reading.thumbnail.bytes);
    EXPECT_EQ(came.pixels.rgb, reading.pixels.rgb);
    EXPECT_EQ(came.thumbhash, reading.thumbhash);
    EXPECT_EQ(came.dominant_color, reading.dominant_color);
    EXPECT_EQ(came.perceptual_hash, reading.perceptual_hash);
    EXPECT_EQ(came.sharpness, reading.sharpness);
}

TEST(ReadingWire, CarriesErrorsOfImagesOnly) {
    const Error truncated{Errc::unreadable, "A part is missing.", {}};
    EXPECT_EQ(sent(fail(truncated)).value().error(), truncated);
    EXPECT_FALSE(sent(fail(Errc::forbidden, "No.")));
    EXPECT_FALSE(sent(fail(Errc::unreadable, "two\nlines")));
    EXPECT_FALSE(sent(fail(Errc::unreadable, std::string(301, 'x'))));
    EXPECT_FALSE(sent(fail(Errc::unreadable, "\xff")));
}

TEST(ReadingWire, TakesNoFlagThatIsNeitherYesNorNo) {
    Answer answer = written(fail(Errc::unreadable, "A part is missing."));
    answer.front() = 2;
    EXPECT_FALSE(parse_reading(answer, {}));
}

TEST(ReadingWire, CarriesNoMoreThanWasWanted) {
    ImageReading facts = sound_reading();
    EXPECT_FALSE(sent(facts, {.renditions = false, .pixels = true}));
    EXPECT_FALSE(sent(facts, {.renditions = true, .pixels = false}));
    facts.preview = facts.thumbnail = {};
    facts.pixels = {};
    EXPECT_FALSE(sent(facts));
    EXPECT_TRUE(sent(facts, {.renditions = false, .pixels = false}));
}

TEST(ReadingWire, RefusesEveryValueThatNoReadingHas) {
    const std::vector<std::function<void(ImageReading&)>> lies{
        // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): this is the lie
        [](auto& r) { r.type = static_cast<MediaType>(200); },
        [](auto& r) { r.size = {0, 10}; },
        [](auto& r) { r.size = {20'000, 10'001}; },
        [](auto& r) { r.size = {0xffffffff, 0xffffffff}; },
        [](auto& r) { r.capture.taken->at = TimePoint::max(); },
        [](auto& r) { r.capture.taken->at = TimePoint::min(); },
        [](auto& r) { r.capture.taken->utc_offset = 15h; },
        [](auto& r) { r.capture.taken->utc_offset = minutes::min(); },
        [](auto& r) { r.capture.taken->source = TakenSource::arrival; },
        [](auto& r) { r.capture.camera.make = "a\nb"; },
        [](auto& r) { r.capture.camera.model = "\xc3"; },
        [](auto& r) { r.capture.camera.lens = std::string(129, 'x'); },
        [](auto& r) { r.capture.camera.serial = "a\nb"; },
        [](auto& r) { r.clock_card = "https://example.org"; },
        [](auto& r) { r.clock_card = "snapory-clock:a\nb"; },
        [](auto& r) { r.clock_card = "snapory-clock:" + std::string(128, '1'); },
        [](auto& r) { r.capture.exposure.seconds = nan; },
        [](auto& r) { r.capture.exposure.f_number = 0; },
        [](auto& r) { r.capture.exposure.iso = -1; },
        [](auto& r) { r.capture.exposure.focal_length_mm = infinity; },
        [](auto& r) { r.capture.exposure.focal_length_35mm = -infinity; },
        [](auto& r) { r.capture.place->latitude = 90.1; },
        [](auto& r) { r.capture.place->longitude = nan; },
        [](auto& r) { r.capture.place->altitude = infinity; },
        [](auto& r) { r.capture.orientation = 0; },
        [](auto& r) { r.capture.orientation = 9; },
        [](auto& r) { r.preview.size.width = 1601; },
        [](auto& r) { r.preview.bytes[0] = '<'; },
        [](auto& r) { r.preview.bytes.clear(); },
        [](auto& r) { r.thumbnail.size.height = 401; },
        [](auto& r) { r.thumbnail.bytes[0] = '<'; },
        [](auto& r) { r.pixels.size.height = 4; },
        [](auto& r) { r.pixels.rgb.pop_back(); },
        [](auto& r) { r.pixels.size = {0, 0}; },
        [](auto& r) { r.thumbhash = "<script>"; },
        [](auto& r) { r.thumbhash = std::string(40, 'A'); },
        [](auto& r) { r.dominant_color = "#12abf"; },
        [](auto& r) { r.dominant_color = "red;--x"; },
        [](auto& r) { r.sharpness = -1; },
        [](auto& r) { r.sharpness = nan; },
    };
    for (std::size_t i = 0; i < lies.size(); ++i) {
        ImageReading reading = sound_reading();
        lies[i](reading);
        EXPECT_FALSE(sent(reading)) << "lie " << i;
    }
}

TEST(ReadingWire, RefusesAnswersThatAreCutOffOrGoOn) {
    Answer answer = written(sound_reading());
    for (std::size_t kept = 0; kept < answer.size(); ++kept)
        EXPECT_FALSE(parse_reading({answer.data(), kept}, {}));
    answer.push_back(0);
    EXPECT_FALSE(parse_reading(answer, {}));
}

TEST(ReadingWire, BearsAnyBytes) {
    std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed): a failure must come again
    const Answer sound = written(sound_reading());
    for (int round = 0; round < 20'000; ++round) {
        Answer answer = sound;
        for (int change = 0; change < 3; ++change)
            answer[random() % answer.size()] = static_cast<std::uint8_t>(round % 2 == 0 ? random() : 0xff);
        static_cast<void>(parse_reading(answer, {}).has_value());
    }
}

TEST(ReadingWire, SaysWhenTheReadingIsTooLong) {
    Answer answer(100);
    EXPECT_THROW(write_reading(sound_reading(), answer), std::length_error);
}

}  // namespace
}  // namespace snapory
