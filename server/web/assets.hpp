#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory {

// The content type of a file by the ending of its name.
std::string_view content_type_of(const std::filesystem::path& file);

// The files of a folder that browsers may fetch, listed once, so that no path of a request ever reaches the
// disk. A file's "name.br" and "name.gz" siblings are sent in its place to who takes them. Any thread may
// ask.
class Assets {
public:
    // The files directly in `folder`; none when there is no such folder. `cache_control` goes with each.
    Assets(const std::filesystem::path& folder, std::string cache_control);

    // Nothing when there is no such file.
    std::optional<http::Response> find(const http::Request& request, std::string_view name) const;
    // The names of all files.
    std::vector<std::string> names() const;

private:
    struct Asset {
        std::filesystem::path file;
        std::string_view type;
        std::string tag;  // for ETag, of this version of the file
        bool brotli = false;
        bool gzip = false;
    };

    std::string cache_control_;
    std::map<std::string, Asset, std::less<>> assets_;
};

}  // namespace snapory
