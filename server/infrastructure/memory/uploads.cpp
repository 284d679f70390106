#include "infrastructure/memory/uploads.hpp"

#include <algorithm>

#include "application/ports/unavailable.hpp"

namespace snapory {

void MemoryUploads::add(const std::vector<Upload>& uploads) {
    std::lock_guard lock(rows_.mutex);
    auto all = rows_.uploads;
    for (const auto& upload : uploads)
        if (!all.emplace(upload.id, upload).second) throw Unavailable("an upload has this id already");
    rows_.uploads = std::move(all);
}

std::optional<Upload> MemoryUploads::find(const EventId& event, const UploadId& id) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.uploads.find(id);
    if (found == rows_.uploads.end() || found->second.event != event) return std::nullopt;
    return found->second;
}

std::optional<Upload> MemoryUploads::find(const UploadId& id) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.uploads.find(id);
    return found == rows_.uploads.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Upload> MemoryUploads::find_open(const EventId& event, const Uploader& uploader,
                                             const std::vector<Sha256>& digests, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Upload> uploads;
    for (const auto& [id, upload] : rows_.uploads) {
        bool theirs = upload.uploader.kind == uploader.kind && upload.uploader.id == uploader.id;
        bool open = upload.state == UploadState::open && upload.expires_at > now;
        bool sought = std::find(digests.begin(), digests.end(), upload.digest) != digests.end();
        if (upload.event == event && theirs && open && sought) uploads.insert(uploads.begin(), upload);
    }
    return uploads;
}

void MemoryUploads::abort(const EventId& event, const UploadId& id) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.uploads.find(id);
    if (found == rows_.uploads.end() || found->second.event != event) return;
    if (found->second.state == UploadState::open) found->second.state = UploadState::aborted;
}

std::vector<Upload> MemoryUploads::expired(TimePoint now, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Upload> uploads;
    for (const auto& [id, upload] : rows_.uploads)
        if (upload.state == UploadState::open && upload.expires_at <= now) uploads.push_back(upload);
    std::sort(uploads.begin(), uploads.end(),
              [](const Upload& a, const Upload& b) { return a.expires_at < b.expires_at; });
    if (uploads.size() > limit) uploads.resize(limit);
    return uploads;
}

std::vector<PhotoId> MemoryUploads::announced(const std::vector<PhotoId>& ids) {
    std::lock_guard lock(rows_.mutex);
    std::vector<PhotoId> photos;
    for (const auto& [id, upload] : rows_.uploads)
        if (std::find(ids.begin(), ids.end(), upload.photo) != ids.end()) photos.push_back(upload.photo);
    return photos;
}

void MemoryUploads::purge(TimePoint deadline) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.uploads, [&](const auto& row) {
        return row.second.state != UploadState::open && row.second.expires_at < deadline;
    });
}

void MemoryDownloads::add(const Download& download) {
    std::lock_guard lock(rows_.mutex);
    rows_.downloads.emplace(download.id, download);
}

std::optional<Download> MemoryDownloads::find(const DownloadId& id, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.downloads.find(id);
    if (found == rows_.downloads.end() || found->second.expires_at <= now) return std::nullopt;
    return found->second;
}

void MemoryDownloads::purge(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.downloads, [&](const auto& row) { return row.second.expires_at <= now; });
}

}  // namespace snapory
