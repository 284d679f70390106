#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "domain/time.hpp"

namespace snapory {

struct ZipEntry {
    std::string name;  // UTF-8 without folders; made unique by the layout
    std::uint64_t bytes = 0;
    std::uint32_t crc32 = 0;
    TimePoint modified;  // shown in UTC, since ZIP knows no zones
};

// A ZIP of files that are stored as they are (APPNOTE 6.3, ZIP64 where numbers need it). Every byte's place
// is known before the first file is read, so that the length is exact and a download resumes at any offset.
// Immutable.
class ZipLayout {
public:
    explicit ZipLayout(std::vector<ZipEntry> entries);

    std::uint64_t bytes() const { return bytes_; }
    // In the order given, under the names that the ZIP holds them by.
    const std::vector<ZipEntry>& entries() const { return entries_; }

    // Fills the front of `into` with bytes of an entry's file from an offset of that file on; says how many.
    using Content =
        std::function<std::size_t(std::size_t entry, std::uint64_t offset, std::span<std::byte> into)>;
    // Fills the front of `into` with the ZIP's bytes from `offset` on and says how many: at least one within
    // bytes(), 0 at the end.
    std::size_t read(std::uint64_t offset, std::span<std::byte> into, const Content& content) const;

private:
    std::string local_header(std::size_t entry) const;
    std::string central_record(std::size_t entry) const;
    std::string end_records() const;

    std::vector<ZipEntry> entries_;
    std::vector<std::uint64_t> local_at_;    // where each entry's local header begins
    std::vector<std::uint64_t> central_at_;  // where each entry's central record begins
    std::uint64_t directory_at_ = 0;
    std::uint64_t end_at_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace snapory
