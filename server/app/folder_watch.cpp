#include "app/folder_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace snapory {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t what = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR;

}  // namespace

FolderWatch::FolderWatch(const std::vector<fs::path>& folders)
    : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (inotify_ < 0) throw std::system_error(errno, std::generic_category(), "folders cannot be watched");
    std::set<fs::path> there_already;
    for (const auto& folder : folders) add(folder, there_already);
}

FolderWatch::~FolderWatch() { ::close(inotify_); }

// What was written into a new folder before it was watched is told as well.
void FolderWatch::add(const fs::path& folder, std::set<fs::path>& files) {
    auto watch = ::inotify_add_watch(inotify_, folder.c_str(), what);
    if (watch < 0 && errno == ENOENT) return;
    if (watch < 0)
        throw std::system_error(errno, std::generic_category(), folder.string() + " cannot be watched");
    folders_[watch] = folder;
    std::error_code gone;
    for (fs::directory_iterator entry(folder, gone), end; !gone && entry != end; entry.increment(gone)) {
        if (entry->is_directory() && !entry->is_symlink())
            add(entry->path(), files);
        else
            files.insert(entry->path());
    }
}

std::set<fs::path> FolderWatch::wait(std::chrono::milliseconds longest) {
    std::set<fs::path> files;
    pollfd ready{inotify_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(longest.count())) <= 0) return files;
    alignas(inotify_event) std::array<char, 64UZ * 1024> buffer{};
    for (ssize_t got = 0; (got = ::read(inotify_, buffer.data(), buffer.size())) > 0;) {
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            auto folder = folders_.find(event->wd);
            if (folder == folders_.end() || event->len == 0) continue;
            auto path = folder->second / event->name;
            if ((event->mask & IN_ISDIR) != 0)
                add(path, files);
            else if ((event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0)
                files.insert(path);
        }
    }
    return files;
}

}  // namespace snapory
