#include "infrastructure/sql/photo_row.hpp"

namespace snapory {
namespace {

std::optional<TakenTime> read_taken(Columns& columns) {
    auto at = columns.next<std::optional<TimePoint>>();
    auto offset = columns.next<std::optional<int>>();
    auto source = columns.next<std::optional<TakenSource>>();
    if (!at || !source) return std::nullopt;
    TakenTime taken{*at, std::nullopt, *source};
    if (offset) taken.utc_offset = std::chrono::minutes(*offset);
    return taken;
}

std::optional<Coordinates> read_place(Columns& columns) {
    auto latitude = columns.next<std::optional<double>>();
    auto longitude = columns.next<std::optional<double>>();
    auto altitude = columns.next<std::optional<double>>();
    if (!latitude || !longitude) return std::nullopt;
    return Coordinates{*latitude, *longitude, altitude};
}

std::optional<Place> read_town(Columns& columns) {
    auto city = columns.next<std::optional<std::string>>();
    auto country = columns.next<std::optional<std::string>>();
    return city && country ? std::optional(Place{*city, *country}) : std::nullopt;
}

Capture read_capture(Columns& columns) {
    Capture capture;
    capture.taken = read_taken(columns);
    auto& camera = capture.camera;
    auto& exposure = capture.exposure;
    columns.read(camera.make, camera.model, camera.lens, exposure.seconds, exposure.f_number, exposure.iso,
                 exposure.focal_length_mm, exposure.focal_length_35mm, exposure.flash);
    capture.place = read_place(columns);
    columns.read(capture.orientation);
    return capture;
}

std::optional<PhotoDetails> read_details(Columns& columns) {
    auto width = columns.next<std::optional<std::uint32_t>>();
    if (!width) return std::nullopt;
    PhotoDetails details;
    details.size = {*width, columns.next<std::uint32_t>()};
    details.capture = read_capture(columns);
    columns.read(details.preview, details.thumbnail, details.thumbhash, details.dominant_color,
                 details.perceptual_hash, details.sharpness, details.crc32, details.preview_bytes,
                 details.preview_crc32, details.camera, details.clock_at, details.card_at);
    details.place = read_town(columns);
    details.appeal = columns.next<std::optional<double>>().value_or(0);
    return details;
}

}  // namespace

Photo read_photo(Columns& columns) {
    Photo photo;
    columns.read(photo.id, photo.organisation, photo.event, photo.uploader.kind, photo.uploader.id,
                 photo.uploader.name, photo.file_name, photo.type, photo.bytes, photo.digest, photo.state,
                 photo.failure, photo.moderation, photo.taken_at, photo.taken_source, photo.created_at,
                 photo.ready_at, photo.stack, photo.deleted_at);
    photo.details = read_details(columns);
    return photo;
}

std::vector<Parameter> detail_parameters(const PhotoDetails& details) {
    const auto& [taken, camera, exposure, place, orientation] = details.capture;
    auto of_taken = [&](auto read) { return taken ? Parameter(read(*taken)) : Parameter(nullptr); };
    auto of_place = [&](auto read) { return place ? Parameter(read(*place)) : Parameter(nullptr); };
    const auto& town = details.place;
    auto of_town = [&](auto read) { return town ? Parameter(read(*town)) : Parameter(nullptr); };
    auto minutes = [](const TakenTime& time) {
        return time.utc_offset ? Parameter(time.utc_offset->count()) : Parameter(nullptr);
    };
    return {details.size.width,
            details.size.height,
            of_taken([](const TakenTime& time) { return time.at; }),
            of_taken(minutes),
            of_taken([](const TakenTime& time) { return time.source; }),
            camera.make,
            camera.model,
            camera.lens,
            exposure.seconds,
            exposure.f_number,
            exposure.iso,
            exposure.focal_length_mm,
            exposure.focal_length_35mm,
            exposure.flash,
            of_place([](const Coordinates& at) { return at.latitude; }),
            of_place([](const Coordinates& at) { return at.longitude; }),
            of_place([](const Coordinates& at) { return at.altitude; }),
            orientation,
            details.preview,
            details.thumbnail,
            details.thumbhash,
            details.dominant_color,
            details.perceptual_hash,
            details.sharpness,
            details.crc32,
            details.preview_bytes,
            details.preview_crc32,
            details.camera,
            details.clock_at,
            details.card_at,
            of_town([](const Place& at) -> std::string_view { return at.city; }),
            of_town([](const Place& at) -> std::string_view { return at.country; }),
            details.appeal};
}

}  // namespace snapory
