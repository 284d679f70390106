#include "infrastructure/images/metadata.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "domain/text.hpp"
#include "infrastructure/images/read_image.hpp"
#include "infrastructure/images/test_pictures.hpp"

namespace snapory {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

using Fields = std::map<std::string, std::string>;

Picture plain_jpeg() { return jpeg_of(four_fields({32, 32})); }

Capture capture_with(const Fields& exif, const Fields& xmp = {}) {
    return read_capture(with_metadata(plain_jpeg(), exif, xmp));
}

TEST(Metadata, OfAPictureWithoutAnyIsEmpty) {
    EXPECT_EQ(read_capture(plain_jpeg()), Capture{});
    EXPECT_EQ(read_capture({}), Capture{});
    EXPECT_EQ(read_capture(Picture(100, 0xff)), Capture{});
}

TEST(Metadata, TellsHowThePhotoWasTaken) {
    const Capture capture = capture_with({{"Exif.Image.Make", "SONY"},
                                          {"Exif.Image.Model", "ILCE-7M4"},
                                          {"Exif.Photo.LensModel", "FE 55mm F1.8 ZA"},
                                          {"Exif.Photo.ExposureTime", "1/250"},
                                          {"Exif.Photo.FNumber", "18/10"},
                                          {"Exif.Photo.ISOSpeedRatings", "400"},
                                          {"Exif.Photo.FocalLength", "55/1"},
                                          {"Exif.Photo.FocalLengthIn35mmFilm", "55"},
                                          {"Exif.Photo.Flash", "9"},
                                          {"Exif.Image.Orientation", "6"}});
    EXPECT_EQ(capture.camera, (Camera{"SONY", "ILCE-7M4", "FE 55mm F1.8 ZA"}));
    EXPECT_DOUBLE_EQ(capture.exposure.seconds.value(), 1.0 / 250);
    EXPECT_DOUBLE_EQ(capture.exposure.f_number.value(), 1.8);
    EXPECT_EQ(capture.exposure.iso, 400);
    EXPECT_EQ(capture.exposure.focal_length_mm, 55);
    EXPECT_EQ(capture.exposure.focal_length_35mm, 55);
    EXPECT_EQ(capture.exposure.flash, true);
    EXPECT_EQ(capture.orientation, 6);
}

TEST(Metadata, TellsTheSerialNumberOfTheBody) {
    EXPECT_EQ(capture_with({{"Exif.Photo.BodySerialNumber", " 0123456 "}}).camera.serial, "0123456");
    EXPECT_EQ(capture_with({}, {{"Xmp.aux.SerialNumber", "42"}}).camera.serial, "42");
    EXPECT_EQ(capture_with({{"Exif.Image.Make", "Canon"}}).camera.serial, "");
}

TEST(Metadata, BelievesSatellitesMoreThanAClockWithoutZone) {
    const Fields satellites{{"Exif.GPSInfo.GPSDateStamp", "2024:05:17"},
                            {"Exif.GPSInfo.GPSTimeStamp", "16/1 3/1 20/1"}};
    auto fields = satellites;
    fields["Exif.Photo.DateTimeOriginal"] = "2024:05:17 18:13:22";  // ten minutes from any zone
    const TimePoint exact = sys_days{2024y / May / 17} + 16h + 3min + 20s;
    EXPECT_EQ(capture_with(fields).taken, (TakenTime{exact, 0min, TakenSource::gps}));
    fields["Exif.Photo.OffsetTimeOriginal"] = "+02:00";
    EXPECT_EQ(capture_with(fields).taken, (TakenTime{exact + 10min + 2s, 120min, TakenSource::exif}));
}

TEST(Metadata, TellsWhenThePhotoWasTaken) {
    const auto taken = capture_with({{"Exif.Photo.DateTimeOriginal", "2024:05:17 18:03:22"},
                                     {"Exif.Photo.OffsetTimeOriginal", "+02:00"},
                                     {"Exif.Photo.SubSecTimeOriginal", "120"}})
                           .taken;
    const TimePoint at = sys_days{2024y / May / 17} + 16h + 3min + 22s + 120ms;
    EXPECT_EQ(taken, (TakenTime{at, 120min, TakenSource::exif}));

    const auto digitized = capture_with({{"Exif.Photo.DateTimeOriginal", "0000:00:00 00:00:00"},
                                         {"Exif.Photo.DateTimeDigitized", "2024:05:17 16:03:22"}})
                               .taken;
    EXPECT_EQ(digitized, (TakenTime{sys_days{2024y / May / 17} + 16h + 3min + 22s, {}, TakenSource::exif}));

    const auto by_xmp =
        capture_with({}, {{"Xmp.photoshop.DateCreated", "2024-05-17T18:03:22.12+02:00"}}).taken;
    EXPECT_EQ(by_xmp, (TakenTime{at, 120min, TakenSource::exif}));

    const auto by_satellite = capture_with({{"Exif.GPSInfo.GPSDateStamp", "2024:05:17"},
                                            {"Exif.GPSInfo.GPSTimeStamp", "16/1 3/1 2212/100"}})
                                  .taken;
    EXPECT_EQ(by_satellite, (TakenTime{at, 0min, TakenSource::gps}));
}

TEST(Metadata, TellsWhereThePhotoWasTaken) {
    Fields exif{{"Exif.GPSInfo.GPSLatitude", "48/1 51/1 2952/100"},
                {"Exif.GPSInfo.GPSLatitudeRef", "N"},
                {"Exif.GPSInfo.GPSLongitude", "2/1 17/1 4020/100"},
                {"Exif.GPSInfo.GPSLongitudeRef", "E"},
                {"Exif.GPSInfo.GPSAltitude", "357/10"},
                {"Exif.GPSInfo.GPSAltitudeRef", "0"}};
    const auto paris = capture_with(exif).place.value();
    EXPECT_NEAR(paris.latitude, 48.8582, 1e-6);
    EXPECT_NEAR(paris.longitude, 2.2945, 1e-6);
    EXPECT_EQ(paris.altitude, 35.7);

    exif["Exif.GPSInfo.GPSLatitudeRef"] = "S";
    exif["Exif.GPSInfo.GPSLongitudeRef"] = "W";
    const auto elsewhere = capture_with(exif).place.value();
    EXPECT_NEAR(elsewhere.latitude, -48.8582, 1e-6);
    EXPECT_NEAR(elsewhere.longitude, -2.2945, 1e-6);
}

TEST(Metadata, LeavesOutNumbersOutOfAllReason) {
    const auto place = [](const char* latitude, const char* longitude) {
        return capture_with({{"Exif.GPSInfo.GPSLatitude", latitude},
                             {"Exif.GPSInfo.GPSLatitudeRef", "N"},
                             {"Exif.GPSInfo.GPSLongitude", longitude},
                             {"Exif.GPSInfo.GPSLongitudeRef", "E"}})
            .place;
    };
    EXPECT_TRUE(place("90/1 0/1 0/1", "180/1 0/1 0/1"));
    EXPECT_FALSE(place("91/1 0/1 0/1", "2/1 0/1 0/1"));
    EXPECT_FALSE(place("90/1 1/1 0/1", "2/1 0/1 0/1"));
    EXPECT_FALSE(place("48/1 0/1 0/1", "181/1 0/1 0/1"));
    EXPECT_FALSE(place("48/0 0/1 0/1", "2/1 0/1 0/1"));
    EXPECT_FALSE(place("0/1 0/1 0/1", "0/1 0/1 0/1"));  // what is written without a fix

    const Capture odd = capture_with({{"Exif.Photo.ExposureTime", "1/0"},
                                      {"Exif.Photo.FNumber", "0/1"},
                                      {"Exif.Photo.FocalLength", "4294967295/1"},
                                      {"Exif.Image.Orientation", "9"}});
    EXPECT_FALSE(odd.exposure.seconds);
    EXPECT_FALSE(odd.exposure.f_number);
    EXPECT_FALSE(odd.exposure.focal_length_mm && !std::isfinite(*odd.exposure.focal_length_mm));
    EXPECT_EQ(odd.orientation, 1);
}

TEST(Metadata, CleansCameraTexts) {
    const auto model = [](const std::string& text) {
        return capture_with({{"Exif.Image.Model", text}}).camera.model;
    };
    EXPECT_EQ(model("  Kamera  "), "Kamera");
    EXPECT_EQ(model("a\nb\x1b[31mc"), "a b [31mc");
    EXPECT_EQ(model("Pr\xc3\xa4zision"), "Pr\xc3\xa4zision");
    EXPECT_EQ(model("Pr\xe4zision"), "Przision");  // Latin-1
    EXPECT_EQ(model("X\xe2\x80\xa8Y"), "");        // a line separator
    EXPECT_EQ(model(std::string(5000, 'x')), std::string(128, 'x'));
    EXPECT_TRUE(is_utf8(model(std::string(127, 'x') + "\xc3\xa4")));
}

TEST(Metadata, NeverReachesTheRenditions) {
    const Picture file = with_metadata(plain_jpeg(), {{"Exif.Image.Model", "Secret"},
                                                      {"Exif.GPSInfo.GPSLatitude", "48/1 0/1 0/1"},
                                                      {"Exif.GPSInfo.GPSLongitude", "2/1 0/1 0/1"}});
    const auto reading = read_image(file, {}).value();
    EXPECT_EQ(reading.capture.camera.model, "Secret");
    EXPECT_TRUE(reading.capture.place);
    EXPECT_EQ(read_capture(reading.preview.bytes), Capture{});
    EXPECT_EQ(read_capture(reading.thumbnail.bytes), Capture{});
}

}  // namespace
}  // namespace snapory
