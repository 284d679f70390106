#include "app/photo_files.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace snapory {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

std::optional<TimePoint> time_of(const fs::path& path) {
    std::error_code gone;
    auto written = fs::last_write_time(path, gone);
    if (gone) return std::nullopt;
    return std::chrono::floor<Milliseconds>(std::chrono::file_clock::to_sys(written));
}

}  // namespace

std::optional<PhotoFile> look_at(const fs::path& path) {
    std::error_code gone;
    if (!fs::is_regular_file(path, gone)) return std::nullopt;
    auto bytes = fs::file_size(path, gone);
    auto modified_at = time_of(path);
    std::array<std::uint8_t, sniff_bytes> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    auto type = sniff({head.data(), static_cast<std::size_t>(file.gcount())});
    if (gone || !modified_at || !type) return std::nullopt;
    return PhotoFile{path, *type, bytes, *modified_at};
}

std::vector<PhotoFile> photos_beneath(const fs::path& folder) {
    std::vector<PhotoFile> photos;
    constexpr auto options = fs::directory_options::skip_permission_denied;
    std::error_code gone;
    for (fs::recursive_directory_iterator entry(folder, options, gone), end; !gone && entry != end;
         entry.increment(gone)) {
        std::error_code ignored;
        if (is_hidden(entry->path()) && entry->is_directory(ignored)) entry.disable_recursion_pending();
        if (is_hidden(entry->path())) continue;
        if (auto photo = look_at(entry->path())) photos.push_back(std::move(*photo));
    }
    std::ranges::sort(photos, {}, &PhotoFile::path);
    return photos;
}

std::string sha256_of(const PhotoFile& photo) {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::ifstream file(photo.path, std::ios::binary);
    std::vector<char> chunk(std::size_t{1} << 18);
    std::uint64_t bytes = 0;
    while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
        EVP_DigestUpdate(context.get(), chunk.data(), static_cast<std::size_t>(file.gcount()));
        bytes += static_cast<std::uint64_t>(file.gcount());
    }
    if (bytes != photo.bytes) throw std::runtime_error("it changed while it was read");
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    std::string hex;
    for (auto byte : digest) hex.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 0x0F]});
    return hex;
}

bool is_unchanged(const PhotoFile& file) {
    std::error_code gone;
    return fs::file_size(file.path, gone) == file.bytes && !gone && time_of(file.path) == file.modified_at;
}

}  // namespace snapory
