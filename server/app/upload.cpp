#include <curl/curl.h>
#include <signal.h>

#include <atomic>
#include <iostream>

#include "app/commands.hpp"
#include "app/folder_watch.hpp"
#include "app/guest_pass.hpp"
#include "app/photo_sender.hpp"
#include "app/upload_report.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::atomic<bool> stop_wanted = false;

// The second one ends the program at once.
void stop_on_signals() {
    struct sigaction action{};
    action.sa_handler = [](int) { stop_wanted = true; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

std::vector<fs::path> folders_of(const std::vector<fs::path>& paths) {
    std::vector<fs::path> folders;
    for (const auto& path : paths)
        if (fs::is_directory(path)) folders.push_back(path);
    return folders;
}

// Folders give what they hold; a file that was named must be a photo.
std::vector<PhotoFile> find_photos(const std::vector<fs::path>& paths) {
    std::vector<PhotoFile> photos;
    for (const auto& path : paths) {
        if (fs::is_directory(path)) {
            std::ranges::move(photos_beneath(path), std::back_inserter(photos));
        } else if (auto photo = look_at(path)) {
            photos.push_back(std::move(*photo));
        } else {
            throw UsageError(path.string() +
                             (fs::exists(path) ? " is not a photo that Snapory takes" : " does not exist"));
        }
    }
    return photos;
}

void follow(FolderWatch& watch, PhotoSender& sender) {
    while (!stop_wanted) {
        std::vector<PhotoFile> photos;
        for (const auto& path : watch.wait(500ms))
            if (auto photo = look_at(path); photo && !path.filename().string().starts_with('.'))
                photos.push_back(std::move(*photo));
        if (!photos.empty()) sender.send(photos);
    }
}

}  // namespace

int upload(const UploadOptions& options) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    stop_on_signals();
    auto folders = folders_of(options.paths);
    if (options.watch && folders.empty()) throw UsageError("--watch needs a folder");
    std::optional<FolderWatch> watch;  // before the folders are read, so that nothing falls in between
    if (options.watch) watch.emplace(folders);
    auto photos = find_photos(options.paths);
    if (photos.empty() && !options.watch) throw UsageError("there are no photos in what was named");

    auto stopped = [] { return stop_wanted.load(); };
    Invitee invitee{options.server, options.event, options.token, options.pin, options.name};
    UploadReport report(options.json);
    try {
        PhotoSender sender(join(invitee, state_folder(), stopped), report, stopped);
        sender.send(photos);
        if (watch) follow(*watch, sender);
    } catch (const Interrupted&) {
        report.sum_up();
        if (options.watch) return 0;
        throw std::runtime_error("stopped; run it again to send the rest");
    }
    return report.sum_up() ? 0 : 1;
}

}  // namespace snapory
