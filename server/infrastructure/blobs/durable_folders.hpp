#pragma once

#include <filesystem>
#include <mutex>
#include <set>

namespace snapory {

// Makes names in the folders beneath a root survive a power cut, and remembers which folders already do, so
// that those that many files share are synced once. Any thread may call; throws Unavailable.
class DurableFolders {
public:
    explicit DurableFolders(std::filesystem::path root) : root_(std::move(root)) {}

    // For a new entry of `folder`, which lies beneath the root, and for every folder on the way to it.
    void sync(const std::filesystem::path& folder);
    // Removes the folder if it is empty, then those above it that are empty now.
    void remove_empty(std::filesystem::path folder);

private:
    std::filesystem::path root_;
    std::mutex mutex_;
    std::set<std::filesystem::path> known_;  // folders that hold folders; those of single photos are too many
};

}  // namespace snapory
