#include "infrastructure/blobs/durable_folders.hpp"

#include <unistd.h>

#include "application/ports/unavailable.hpp"
#include "infrastructure/blobs/file.hpp"

namespace snapory {
namespace {

void sync_one(const std::filesystem::path& folder) {
    auto opened = File::open_folder(folder);
    if (!opened) throw Unavailable("The storage lost a folder while it was written to.");
    opened.sync();
}

}  // namespace

void DurableFolders::sync(const std::filesystem::path& folder) {
    sync_one(folder);
    if (folder == root_) return;
    sync_one(folder.parent_path());
    for (auto above = folder.parent_path(); above != root_; above = above.parent_path()) {
        std::lock_guard lock(mutex_);
        if (known_.contains(above)) return;
        sync_one(above.parent_path());
        known_.insert(above);
    }
}

void DurableFolders::remove_empty(std::filesystem::path folder) {
    std::lock_guard lock(mutex_);
    while (folder != root_ && ::rmdir(folder.c_str()) == 0) {
        known_.erase(folder);
        folder = folder.parent_path();
    }
}

}  // namespace snapory
