#include "web/assets.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/coding.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> types{{
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
}};

bool is_compressed(const fs::path& file) { return file.extension() == ".br" || file.extension() == ".gz"; }

fs::path with_ending(fs::path file, std::string_view ending) {
    file += ending;
    return file;
}

std::string tag_of(const fs::path& file) {
    auto written = fs::last_write_time(file).time_since_epoch().count();
    return std::to_string(fs::file_size(file)) + "-" + std::to_string(written);
}

}  // namespace

std::string_view content_type_of(const fs::path& file) {
    auto ending = file.extension().string();
    auto found =
        std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.first == ending; });
    return found == types.end() ? "application/octet-stream" : found->second;
}

Assets::Assets(const fs::path& folder, std::string cache_control) : cache_control_(std::move(cache_control)) {
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(folder, absent)) {
        const auto& file = entry.path();
        if (!entry.is_regular_file() || is_compressed(file)) continue;
        assets_[file.filename().string()] = {.file = file,
                                             .type = content_type_of(file),
                                             .tag = tag_of(file),
                                             .brotli = fs::exists(with_ending(file, ".br")),
                                             .gzip = fs::exists(with_ending(file, ".gz"))};
    }
}

std::optional<http::Response> Assets::find(const http::Request& request, std::string_view name) const {
    auto found = assets_.find(name);
    if (found == assets_.end()) return std::nullopt;
    const auto& asset = found->second;
    auto codings = request.header("Accept-Encoding").value_or("");
    std::string_view ending;
    if (asset.gzip && http::accepts_coding(codings, "gzip")) ending = ".gz";
    if (asset.brotli && http::accepts_coding(codings, "br")) ending = ".br";
    auto response = http::Response::file(with_ending(asset.file, ending).string(), asset.type);
    response.headers().set("ETag", "\"" + asset.tag + std::string(ending) + "\"");
    response.headers().set("Cache-Control", cache_control_);
    if (asset.brotli || asset.gzip) response.headers().set("Vary", "Accept-Encoding");
    if (!ending.empty()) response.headers().set("Content-Encoding", ending == ".br" ? "br" : "gzip");
    return response;
}

std::vector<std::string> Assets::names() const {
    std::vector<std::string> names;
    names.reserve(assets_.size());
    for (const auto& [name, asset] : assets_) names.push_back(name);
    return names;
}

}  // namespace snapory
