#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "domain/photo.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The columns that hold PhotoDetails.
inline constexpr std::array<std::string_view, 33> detail_columns{
    "width",         "height",         "capture_at",      "capture_offset", "capture_source",
    "camera_make",   "camera_model",   "camera_lens",     "exposure_time",  "f_number",
    "iso",           "focal_length",   "focal_length_35", "flash",          "latitude",
    "longitude",     "altitude",       "orientation",     "preview_key",    "thumbnail_key",
    "thumbhash",     "dominant_color", "perceptual_hash", "sharpness",      "crc32",
    "preview_bytes", "preview_crc32",  "camera_id",       "clock_at",       "card_at",
    "city",          "country",        "appeal"};

// Their values in the same order, as views of `details`.
std::vector<Parameter> detail_parameters(const PhotoDetails& details);
std::vector<Parameter> detail_parameters(PhotoDetails&& details) = delete;

// The columns of a photo in the order in which `read_photo` takes them. Inline, so that it is made before the
// statements of other files that hold it.
inline const std::string photo_columns = [] {
    std::string columns =
        "id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, file_name, media_type, "
        "bytes, digest, "
        "state, failure, moderation, taken_at, taken_source, created_at, ready_at, stack_id, deleted_at";
    for (auto column : detail_columns) columns.append(", ").append(column);
    return columns;
}();

// Must be the last that is read of a row.
Photo read_photo(Columns& columns);
inline Photo photo_of_row(const Row& row) {
    Columns columns(row);
    return read_photo(columns);
}

}  // namespace snapory
