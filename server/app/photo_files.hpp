#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/media_type.hpp"
#include "domain/time.hpp"

namespace snapory {

// A photo on this machine's disk.
struct PhotoFile {
    std::filesystem::path path;
    MediaType type{};
    std::uint64_t bytes = 0;
    TimePoint modified_at;
};

// The photo at `path`; nothing when it is not of a kind that Snapory takes, or cannot be read.
std::optional<PhotoFile> look_at(const std::filesystem::path& path);

// The photos in a folder and those beneath it, by name; hidden files and folders are left out.
std::vector<PhotoFile> photos_beneath(const std::filesystem::path& folder);

// SHA-256 of the file in hex. Throws std::runtime_error when it cannot be read to its end.
std::string sha256_of(const PhotoFile& file);

// Whether size and time are still what they were.
bool is_unchanged(const PhotoFile& file);

}  // namespace snapory
