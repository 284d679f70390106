#include "application/gallery/download_contents.hpp"

#include <algorithm>
#include <map>

#include "application/gallery/crc32.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr std::size_t photos_a_query = 500;

std::string hex(std::uint32_t number) {
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[number >> shift & 0xF];
    return text;
}

std::string entity_tag_of(const ZipLayout& layout) {
    std::uint32_t sum = 0;
    for (const auto& entry : layout.entries()) {
        auto line = entry.name + "\n" + std::to_string(entry.bytes) + " " + hex(entry.crc32) + "\n";
        sum = crc32(std::as_bytes(std::span(line)), sum);
    }
    return hex(sum) + "-" + std::to_string(layout.bytes());
}

std::vector<ZipEntry> entries_of(const std::vector<PhotoZip::File>& files) {
    std::vector<ZipEntry> entries;
    entries.reserve(files.size());
    for (const auto& file : files) entries.push_back(file.entry);
    return entries;
}

std::string with_extension(const std::string& name, std::string_view extension) {
    return name.substr(0, name.rfind('.')) + "." + std::string(extension);
}

// A photo that was not processed yet has no sum in its row: its file is read for it.
std::uint32_t crc32_of(const Photo& photo, BlobStore& blobs) {
    if (photo.details) return photo.details->crc32;
    auto blob = blobs.open(photo.original());
    if (!blob) throw Unavailable("the store has lost " + photo.original().text());
    return crc32(*blob);
}

PhotoZip::File original_of(const Photo& photo, BlobStore& blobs) {
    return {photo.original(),
            {with_extension(photo.file_name, extension(photo.type)), photo.bytes, crc32_of(photo, blobs),
             photo.taken_at}};
}

std::optional<PhotoZip::File> file_of(const Photo& photo, Variant variant, const Caller& caller,
                                      const Event& event, BlobStore& blobs, TimePoint now) {
    if (!may_see(caller, photo, event, now)) return std::nullopt;
    if (variant == Variant::original && !refusal(caller, Variant::original, photo, event, now))
        return original_of(photo, blobs);
    if (!photo.details) return std::nullopt;
    return PhotoZip::File{photo.details->preview,
                          {with_extension(photo.file_name, extension(MediaType::jpeg)),
                           photo.details->preview_bytes, photo.details->preview_crc32, photo.taken_at}};
}

}  // namespace

PhotoZip::PhotoZip(std::vector<File> files, BlobStore& blobs)
    : layout_(entries_of(files)), entity_tag_(entity_tag_of(layout_)), blobs_(blobs) {
    for (auto& file : files) keys_.push_back(std::move(file.key));
}

std::size_t PhotoZip::read(std::uint64_t offset, std::span<std::byte> into) {
    return layout_.read(offset, into, [this](std::size_t entry, std::uint64_t at, std::span<std::byte> part) {
        return read_file(entry, at, part);
    });
}

std::size_t PhotoZip::read_file(std::size_t entry, std::uint64_t offset, std::span<std::byte> into) {
    if (!open_ || open_entry_ != entry) {
        open_ = blobs_.open(keys_[entry]);
        open_entry_ = entry;
    }
    auto count = open_ ? open_->read(offset, into) : 0;
    if (count == 0) throw Unavailable("the store has lost bytes of " + keys_[entry].text());
    return count;
}

std::vector<PhotoZip::File> files_of(const Download& download, const Caller& caller, const Event& event,
                                     Photos& photos, BlobStore& blobs, TimePoint now) {
    std::vector<PhotoZip::File> files;
    auto rest = std::span(download.photos);
    while (!rest.empty()) {
        auto batch = rest.first(std::min(rest.size(), photos_a_query));
        rest = rest.subspan(batch.size());
        std::map<PhotoId, Photo> found;
        for (auto& photo : photos.find(event.id, std::vector(batch.begin(), batch.end())))
            found.emplace(photo.photo.id, std::move(photo.photo));
        for (const auto& id : batch) {
            auto photo = found.find(id);
            if (photo == found.end()) continue;
            auto file = file_of(photo->second, download.variant, caller, event, blobs, now);
            if (file) files.push_back(std::move(*file));
        }
    }
    return files;
}

}  // namespace snapory
