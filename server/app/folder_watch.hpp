#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace snapory {

// Tells which files in some folders, and in folders beneath them that come later, were written to their end
// or moved there. Linux sees only what this machine writes, so a network share must be watched where it lies.
// Used by one thread; throws std::system_error.
class FolderWatch {
public:
    explicit FolderWatch(const std::vector<std::filesystem::path>& folders);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    // Files that came since the last call, once each; empty when `longest` has passed.
    std::set<std::filesystem::path> wait(std::chrono::milliseconds longest);

private:
    void add(const std::filesystem::path& folder, std::set<std::filesystem::path>& files);

    int inotify_;
    std::map<int, std::filesystem::path> folders_;  // by watch descriptor
};

}  // namespace snapory
