#include "infrastructure/images/metadata.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <ranges>
#include <string>

#include <exiv2/exiv2.hpp>

#include "domain/taken_time.hpp"
#include "domain/text.hpp"
#include "infrastructure/images/capture_time.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_text = 128;  // bytes, as promised by Camera

// Camera texts are padded with spaces or zeros, and some hold anything at all.
std::string clean(std::string text) {
    text.resize(std::min(text.find('\0'), text.size()));
    if (!is_utf8(text)) std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    text.resize(std::min(text.size(), most_text));
    while (!is_utf8(text)) text.pop_back();
    return parse_line(text, most_text, {}).value_or("");
}

// The values of one file by key, each checked to be there and to be a number.
class Facts {
public:
    explicit Facts(const Exiv2::Image& image) : exif_(image.exifData()), xmp_(image.xmpData()) {}

    std::string text(const char* key) const {
        const auto* value = find(key);
        return value == nullptr ? std::string() : value->toString();
    }
    std::string xmp(const char* key) const {
        const auto at = xmp_.findKey(Exiv2::XmpKey(key));
        return at == xmp_.end() ? std::string() : at->toString();
    }
    std::optional<double> number(const char* key, long index = 0) const {
        const auto* value = find(key);
        if (value == nullptr || value->count() <= index) return std::nullopt;
        if (value->typeId() == Exiv2::unsignedRational || value->typeId() == Exiv2::signedRational) {
            const auto [numerator, denominator] = value->toRational(index);
            if (denominator == 0) return std::nullopt;
            return static_cast<double>(numerator) / denominator;
        }
        const double found = static_cast<double>(value->toFloat(index));
        return value->value().ok() ? std::optional(found) : std::nullopt;
    }
    std::optional<double> positive(const char* key) const {
        const auto value = number(key);
        return value && *value > 0 ? value : std::nullopt;
    }

private:
    const Exiv2::Exifdatum* find(const char* key) const {
        const auto at = exif_.findKey(Exiv2::ExifKey(key));
        return at == exif_.end() ? nullptr : &*at;
    }

    const Exiv2::ExifData& exif_;
    const Exiv2::XmpData& xmp_;
};

// Degrees, minutes, seconds; what lies behind the degrees may be missing.
std::optional<double> angle(const Facts& facts, const char* key, const char* reference_key, char negative,
                            double most) {
    const auto degrees = facts.number(key, 0);
    if (!degrees) return std::nullopt;
    const double sum =
        *degrees + facts.number(key, 1).value_or(0) / 60 + facts.number(key, 2).value_or(0) / 3600;
    if (sum < 0 || sum > most) return std::nullopt;
    return facts.text(reference_key).starts_with(negative) ? -sum : sum;
}

std::optional<Coordinates> place_of(const Facts& facts) {
    const auto latitude = angle(facts, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 'S', 90);
    const auto longitude =
        angle(facts, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 'W', 180);
    if (!latitude || !longitude) return std::nullopt;
    if (*latitude == 0 && *longitude == 0) return std::nullopt;  // what cameras write that see no satellite
    Coordinates place{*latitude, *longitude, {}};
    constexpr double most_altitude = 100'000;
    if (const auto altitude = facts.number("Exif.GPSInfo.GPSAltitude");
        altitude && std::abs(*altitude) < most_altitude)
        place.altitude = facts.number("Exif.GPSInfo.GPSAltitudeRef") == 1 ? -*altitude : *altitude;
    return place;
}

std::optional<TimePoint> satellite_time(const Facts& facts) {
    const auto hour = facts.number("Exif.GPSInfo.GPSTimeStamp", 0);
    const auto minute = facts.number("Exif.GPSInfo.GPSTimeStamp", 1);
    const auto second = facts.number("Exif.GPSInfo.GPSTimeStamp", 2);
    const auto day =
        taken_time({facts.text("Exif.GPSInfo.GPSDateStamp").substr(0, 10) + " 00:00:00", {}, {}});
    if (!day || !hour || !minute || !second) return std::nullopt;
    const double seconds = *hour * 3600 + *minute * 60 + *second;
    constexpr double seconds_a_day = 86'400;
    if (seconds < 0 || seconds > seconds_a_day) return std::nullopt;
    return day->at + std::chrono::round<Milliseconds>(std::chrono::duration<double>(seconds));
}

// Where a file may tell its time; the first that does counts.
std::optional<TakenTime> taken_of(const Facts& facts) {
    const auto satellites = satellite_time(facts);
    const CaptureClock clocks[] = {
        {facts.text("Exif.Photo.DateTimeOriginal"), facts.text("Exif.Photo.SubSecTimeOriginal"),
         facts.text("Exif.Photo.OffsetTimeOriginal")},
        {facts.text("Exif.Photo.DateTimeDigitized"), facts.text("Exif.Photo.SubSecTimeDigitized"),
         facts.text("Exif.Photo.OffsetTimeDigitized")},
        {facts.text("Exif.Image.DateTimeOriginal"), {}, {}},
        clock_of_iso(facts.xmp("Xmp.exif.DateTimeOriginal")),
        clock_of_iso(facts.xmp("Xmp.photoshop.DateCreated")),
        clock_of_iso(facts.xmp("Xmp.xmp.CreateDate")),
    };
    for (const CaptureClock& clock : clocks)
        if (const auto taken = taken_time(clock, satellites)) return told_time(taken, satellites);
    return told_time({}, satellites);
}

// Where makers put the number of the body.
std::string serial_of(const Facts& facts) {
    for (const char* key :
         {"Exif.Photo.BodySerialNumber", "Exif.Image.CameraSerialNumber", "Exif.Canon.SerialNumber",
          "Exif.Nikon3.SerialNumber", "Exif.Fujifilm.SerialNumber", "Exif.OlympusEq.SerialNumber"})
        if (auto serial = clean(facts.text(key)); !serial.empty()) return serial;
    return clean(facts.xmp("Xmp.aux.SerialNumber"));
}

Exposure exposure_of(const Facts& facts) {
    Exposure exposure{.seconds = facts.positive("Exif.Photo.ExposureTime"),
                      .f_number = facts.positive("Exif.Photo.FNumber"),
                      .iso = facts.positive("Exif.Photo.ISOSpeedRatings"),
                      .focal_length_mm = facts.positive("Exif.Photo.FocalLength"),
                      .focal_length_35mm = facts.positive("Exif.Photo.FocalLengthIn35mmFilm"),
                      .flash = {}};
    if (const auto flash = facts.number("Exif.Photo.Flash"))
        exposure.flash = static_cast<long>(*flash) % 2 == 1;
    return exposure;
}

Capture capture_of(const Exiv2::Image& image) {
    const Facts facts(image);
    Capture capture;
    capture.taken = taken_of(facts);
    capture.camera = {clean(facts.text("Exif.Image.Make")), clean(facts.text("Exif.Image.Model")),
                      clean(facts.text("Exif.Photo.LensModel")), serial_of(facts)};
    if (capture.camera.lens.empty()) capture.camera.lens = clean(facts.xmp("Xmp.aux.Lens"));
    capture.exposure = exposure_of(facts);
    capture.place = place_of(facts);
    const double orientation = facts.number("Exif.Image.Orientation").value_or(1);
    if (orientation >= 1 && orientation <= 8) capture.orientation = static_cast<std::uint8_t>(orientation);
    return capture;
}

std::unique_ptr<Exiv2::Image> open(Bytes file) {
    std::unique_ptr<Exiv2::Image> image(
        Exiv2::ImageFactory::open(file.data(), static_cast<long>(file.size())).release());
    image->readMetadata();
    return image;
}

}  // namespace

Capture read_capture(Bytes file) {
    try {
        return capture_of(*open(file));
    } catch (const std::exception&) {
        return {};
    }
}

std::vector<std::uint8_t> raw_preview(Bytes file) {
    try {
        const auto image = open(file);
        const Exiv2::PreviewManager previews(*image);
        const Exiv2::PreviewPropertiesList list = previews.getPreviewProperties();  // smallest first
        for (const auto& properties : list | std::views::reverse) {
            if (properties.mimeType_ != "image/jpeg") continue;
            const Exiv2::PreviewImage preview = previews.getPreviewImage(properties);
            return {preview.pData(), preview.pData() + preview.size()};
        }
    } catch (const std::exception&) {
        return {};
    }
    return {};
}

void load_metadata_library() {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::XmpParser::initialize();
    Exiv2::enableBMFF(true);
    read_capture({});  // the first error looks for translations of its text
}

}  // namespace snapory
