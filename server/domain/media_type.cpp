#include "domain/media_type.hpp"

#include <algorithm>
#include <array>

namespace snapory {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool has(Bytes bytes, std::size_t at, std::string_view text) {
    return at <= bytes.size() && bytes.size() - at >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

// The first directory of a TIFF file, where camera raw tells itself from a plain TIFF. Reads past the end
// give 0.
class TiffDirectory {
public:
    explicit TiffDirectory(Bytes file) : file_(file), big_endian_(file[0] == 'M') {}

    bool has_tag(std::uint16_t tag) const { return entry(tag) != 0; }
    std::uint32_t value(std::uint16_t tag) const {
        const std::size_t at = entry(tag);
        return at == 0 ? 0 : number(at + 8, 4);
    }
    bool text_starts_with(std::uint16_t tag, std::string_view start) const {
        return has_tag(tag) && has(file_, value(tag), start);
    }

private:
    std::uint32_t number(std::size_t at, std::size_t width) const {
        if (at > file_.size() || file_.size() - at < width) return 0;
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < width; ++i)
            sum = sum << 8 | file_[at + (big_endian_ ? i : width - 1 - i)];
        return sum;
    }
    std::size_t entry(std::uint16_t tag) const {
        const std::size_t start = number(4, 4);
        const std::uint32_t entries = number(start, 2);
        for (std::size_t i = 0; i < entries; ++i) {
            const std::size_t at = start + 2 + 12 * i;
            if (at + 12 > file_.size()) return 0;
            if (number(at, 2) == tag) return at;
        }
        return 0;
    }

    Bytes file_;
    bool big_endian_;
};

std::optional<MediaType> sniff_tiff(Bytes head) {
    constexpr std::uint16_t new_subfile_type = 254, make = 271, dng_version = 50706;
    constexpr std::uint32_t reduced_image =
        1;  // raw files put a small picture first and the sensor's data behind it
    if (has(head, 8, "CR")) return MediaType::cr2;
    const TiffDirectory first(head);
    if (first.has_tag(dng_version)) return MediaType::dng;
    const bool preview_first =
        first.has_tag(new_subfile_type) && (first.value(new_subfile_type) == reduced_image);
    if (preview_first && first.text_starts_with(make, "NIKON")) return MediaType::nef;
    if (preview_first && first.text_starts_with(make, "SONY")) return MediaType::arw;
    return MediaType::tiff;
}

std::optional<MediaType> type_of_brand(Bytes head, std::size_t at) {
    static constexpr std::array<std::pair<std::string_view, MediaType>, 9> brands{{
        {"avif", MediaType::avif},
        {"avis", MediaType::avif},
        {"heic", MediaType::heic},
        {"heix", MediaType::heic},
        {"heim", MediaType::heic},
        {"heis", MediaType::heic},
        {"hevc", MediaType::heic},
        {"hevx", MediaType::heic},
        {"crx ", MediaType::cr3},
    }};
    for (const auto& [brand, type] : brands)
        if (has(head, at, brand)) return type;
    return std::nullopt;
}

// The ISO media container: the major brand decides, or, where it is only "an image", the compatible brands.
// Videos have the same container with other brands.
std::optional<MediaType> sniff_container(Bytes head) {
    constexpr std::size_t major = 8, compatible = 16;
    if (auto type = type_of_brand(head, major)) return type;
    if (!has(head, major, "mif1") && !has(head, major, "msf1")) return std::nullopt;
    const std::size_t box = std::size_t{head[0]} << 24 | head[1] << 16 | head[2] << 8 | head[3];
    const std::size_t end = std::min(box, head.size());
    for (std::size_t at = compatible; at + 4 <= end; at += 4)
        if (auto type = type_of_brand(head.first(end), at)) return type;
    return MediaType::heif;
}

struct Names {
    MediaType type;
    std::string_view content_type;
    std::string_view extension;
};

constexpr std::array<Names, 14> all_names{{
    {MediaType::jpeg, "image/jpeg", "jpg"},
    {MediaType::png, "image/png", "png"},
    {MediaType::webp, "image/webp", "webp"},
    {MediaType::heic, "image/heic", "heic"},
    {MediaType::heif, "image/heif", "heif"},
    {MediaType::avif, "image/avif", "avif"},
    {MediaType::gif, "image/gif", "gif"},
    {MediaType::tiff, "image/tiff", "tif"},
    {MediaType::cr2, "image/x-canon-cr2", "cr2"},
    {MediaType::cr3, "image/x-canon-cr3", "cr3"},
    {MediaType::nef, "image/x-nikon-nef", "nef"},
    {MediaType::arw, "image/x-sony-arw", "arw"},
    {MediaType::dng, "image/x-adobe-dng", "dng"},
    {MediaType::raf, "image/x-fuji-raf", "raf"},
}};

const Names& names_of(MediaType type) { return all_names[static_cast<std::size_t>(type)]; }

static_assert(std::ranges::all_of(all_names, [](const Names& names) {
    return &names == &all_names[static_cast<std::size_t>(names.type)];
}));

}  // namespace

std::optional<MediaType> sniff(Bytes head) {
    using namespace std::string_view_literals;
    if (has(head, 0, "\xff\xd8\xff")) return MediaType::jpeg;
    if (has(head, 0, "\x89PNG\r\n\x1a\n")) return MediaType::png;
    if (has(head, 0, "RIFF") && has(head, 8, "WEBP")) return MediaType::webp;
    if (has(head, 0, "GIF87a") || has(head, 0, "GIF89a")) return MediaType::gif;
    if (has(head, 0, "FUJIFILMCCD-RAW ")) return MediaType::raf;
    if (has(head, 0, "II*\0"sv) || has(head, 0, "MM\0*"sv)) return sniff_tiff(head);
    if (has(head, 4, "ftyp")) return sniff_container(head);
    return std::nullopt;
}

std::string_view content_type(MediaType type) { return names_of(type).content_type; }
std::string_view extension(MediaType type) { return names_of(type).extension; }

std::optional<MediaType> media_type_of(std::string_view content_type) {
    const auto* found = std::ranges::find(all_names, content_type, &Names::content_type);
    return found == all_names.end() ? std::nullopt : std::optional(found->type);
}

bool is_camera_raw(MediaType type) { return type >= MediaType::cr2; }

}  // namespace snapory
