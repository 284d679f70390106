#include "infrastructure/sandbox/reading_wire.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/text.hpp"

namespace snapory {
namespace {

// Writer and Reader take the same calls, so that each shape is described once, by a `transfer` below. Both
// ends are the same program: numbers cross as they lie in memory.

class Writer {
public:
    explicit Writer(std::span<std::uint8_t> output) : rest_(output), start_(output.size()) {}

    template <class T>
    void number(const T& value) {
        bytes(reinterpret_cast<const std::uint8_t*>(&value), sizeof value);
    }
    template <class Text>
    void text(const Text& value) {
        number(value.size());
        bytes(reinterpret_cast<const std::uint8_t*>(value.data()), value.size());
    }
    template <class T, class Transfer>
    void maybe(const std::optional<T>& value, Transfer transfer) {
        number(value.has_value());
        if (value) transfer(*this, *value);
    }
    std::size_t written() const { return start_ - rest_.size(); }

private:
    void bytes(const std::uint8_t* from, std::size_t length) {
        if (length > rest_.size()) throw std::length_error("the reading is longer than the sandbox allows");
        std::copy_n(from, length, rest_.data());
        rest_ = rest_.subspan(length);
    }

    std::span<std::uint8_t> rest_;
    std::size_t start_;
};

// After the first thing that does not fit, everything reads as empty and ok() stays false.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> answer) : rest_(answer) {}

    template <class T>
    void number(T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto from = take(sizeof value);
        if constexpr (std::is_same_v<T, bool>) {
            value = !from.empty() && from[0] == 1;
            ok_ = ok_ && from[0] <= 1;
        } else if (!from.empty())
            std::memcpy(&value, from.data(), sizeof value);
    }
    template <class Text>
    void text(Text& value) {
        std::size_t length = 0;
        number(length);
        const auto from = take(length);
        value.assign(from.begin(), from.end());
    }
    template <class T, class Transfer>
    void maybe(std::optional<T>& value, Transfer transfer) {
        bool present = false;
        number(present);
        if (present) transfer(*this, value.emplace());
    }
    bool ok() const { return ok_; }
    bool finished() const { return ok_ && rest_.empty(); }

private:
    std::span<const std::uint8_t> take(std::size_t length) {
        ok_ = ok_ && length <= rest_.size();
        if (!ok_) return {};
        const auto taken = rest_.first(length);
        rest_ = rest_.subspan(length);
        return taken;
    }

    std::span<const std::uint8_t> rest_;
    bool ok_ = true;
};

constexpr auto transfer_number = [](auto& wire, auto& value) { wire.number(value); };

void transfer_error(auto& wire, auto& error) {
    wire.number(error.code);
    wire.text(error.detail);
}

void transfer_capture(auto& wire, auto& capture) {
    wire.maybe(capture.taken, [](auto& w, auto& taken) {
        w.number(taken.at);
        w.maybe(taken.utc_offset, transfer_number);
        w.number(taken.source);
    });
    for (auto* name :
         {&capture.camera.make, &capture.camera.model, &capture.camera.lens, &capture.camera.serial})
        wire.text(*name);
    for (auto* value : {&capture.exposure.seconds, &capture.exposure.f_number, &capture.exposure.iso,
                        &capture.exposure.focal_length_mm, &capture.exposure.focal_length_35mm})
        wire.maybe(*value, transfer_number);
    wire.maybe(capture.exposure.flash, transfer_number);
    wire.maybe(capture.place, [](auto& w, auto& place) {
        w.number(place.latitude);
        w.number(place.longitude);
        w.maybe(place.altitude, transfer_number);
    });
    wire.number(capture.orientation);
}

void transfer_reading(auto& wire, auto& reading) {
    wire.number(reading.type);
    wire.number(reading.size);
    transfer_capture(wire, reading.capture);
    for (auto* rendition : {&reading.preview, &reading.thumbnail}) {
        wire.number(rendition->size);
        wire.text(rendition->bytes);
    }
    wire.number(reading.pixels.size);
    wire.text(reading.pixels.rgb);
    wire.text(reading.thumbhash);
    wire.text(reading.dominant_color);
    wire.number(reading.perceptual_hash);
    wire.text(reading.clock_card);
    wire.number(reading.sharpness);
}

bool is_line(const std::string& text, std::size_t most) {
    const auto line = parse_line(text, most, {});
    return text.size() <= most && line && *line == text;
}

bool is_positive(const std::optional<double>& value) {
    return !value || (std::isfinite(*value) && *value > 0);
}

bool is_within(double value, double most) { return std::isfinite(value) && std::abs(value) <= most; }

bool is_valid(const Error& error) {
    constexpr std::size_t most_detail = 300;
    const bool known = error.code == Errc::too_large || error.code == Errc::unsupported_format ||
                       error.code == Errc::unreadable;
    return known && is_line(error.detail, most_detail);
}

bool is_valid(const TakenTime& taken) {
    using namespace std::chrono;
    constexpr minutes widest = 14h;
    constexpr TimePoint first = sys_days{1900y / 1 / 1} - widest, last = sys_days{2101y / 1 / 1} + widest;
    return taken.at >= first && taken.at <= last &&
           (!taken.utc_offset || (*taken.utc_offset >= -widest && *taken.utc_offset <= widest)) &&
           (taken.source == TakenSource::exif || taken.source == TakenSource::gps);
}

bool is_valid(const Coordinates& place) {
    constexpr double most_altitude = 100'000;
    return is_within(place.latitude, 90) && is_within(place.longitude, 180) &&
           (!place.altitude || is_within(*place.altitude, most_altitude));
}

bool is_valid(const Capture& capture) {
    constexpr std::size_t most_name = 128;
    const auto& [seconds, f_number, iso, focal, focal_35mm, flash] = capture.exposure;
    return (!capture.taken || is_valid(*capture.taken)) && (!capture.place || is_valid(*capture.place)) &&
           is_line(capture.camera.make, most_name) && is_line(capture.camera.model, most_name) &&
           is_line(capture.camera.lens, most_name) && is_line(capture.camera.serial, most_name) &&
           is_positive(seconds) && is_positive(f_number) && is_positive(iso) && is_positive(focal) &&
           is_positive(focal_35mm) && capture.orientation >= 1 && capture.orientation <= 8;
}

bool fits(PixelSize size, std::uint32_t side) {
    return size.width >= 1 && size.height >= 1 && size.width <= side && size.height <= side;
}

bool begins(const std::vector<std::uint8_t>& bytes, std::string_view start) {
    return bytes.size() > start.size() && std::memcmp(bytes.data(), start.data(), start.size()) == 0;
}

bool is_valid(const Rendition& rendition, std::uint32_t side, std::string_view start, bool wanted) {
    if (!wanted) return rendition.bytes.empty();
    return fits(rendition.size, side) && begins(rendition.bytes, start);
}

bool is_valid(const RgbImage& pixels, bool wanted) {
    if (!wanted) return pixels.rgb.empty();
    return fits(pixels.size, preview_side) &&
           pixels.rgb.size() == std::size_t{pixels.size.width} * pixels.size.height * 3;
}

bool is_made_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_clock_card(const std::string& text) {
    return text.empty() || (text.starts_with(clock_card_prefix) && is_line(text, longest_clock_card));
}

bool is_valid(const ImageReading& reading, ImageWanted wanted) {
    constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    constexpr std::size_t most_hash = 36;  // base64 of 25 bytes
    const std::uint64_t pixels = std::uint64_t{reading.size.width} * reading.size.height;
    return reading.type <= MediaType::raf && pixels >= 1 && pixels <= max_image_pixels &&
           is_valid(reading.capture) &&
           is_valid(reading.preview, preview_side, "\xff\xd8\xff", wanted.renditions) &&
           is_valid(reading.thumbnail, thumbnail_side, "RIFF", wanted.renditions) &&
           is_valid(reading.pixels, wanted.pixels) && reading.thumbhash.size() <= most_hash &&
           is_made_of(reading.thumbhash, base64) && reading.dominant_color.size() == 7 &&
           reading.dominant_color.starts_with('#') &&
           is_made_of(reading.dominant_color.substr(1), "0123456789abcdef") &&
           is_clock_card(reading.clock_card) && std::isfinite(reading.sharpness) && reading.sharpness >= 0;
}

}  // namespace

std::size_t write_reading(const Result<ImageReading>& reading, std::span<std::uint8_t> output) {
    Writer writer(output);
    writer.number(reading.has_value());
    if (reading)
        transfer_reading(writer, *reading);
    else
        transfer_error(writer, reading.error());
    return writer.written();
}

std::optional<Result<ImageReading>> parse_reading(std::span<const std::uint8_t> answer, ImageWanted wanted) {
    Reader reader(answer);
    bool success = false;
    reader.number(success);
    if (success) {
        ImageReading reading;
        transfer_reading(reader, reading);
        if (reader.finished() && is_valid(reading, wanted)) return reading;
    } else {
        Error error{};
        transfer_error(reader, error);
        if (reader.finished() && is_valid(error)) return fail(std::move(error));
    }
    return std::nullopt;
}

}  // namespace snapory
