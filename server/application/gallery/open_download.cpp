#include "application/gallery/open_download.hpp"

#include "domain/text.hpp"

namespace snapory {
namespace {

const Error gone{Errc::not_found, "This download has expired; ask for it again.", ""};

}  // namespace

Result<OpenedDownload> OpenDownload::operator()(const DownloadId& id) const {
    auto now = clock_.now();
    auto download = downloads_.find(id, now);
    auto event = download ? events_.find(download->event) : std::nullopt;
    auto caller = event ? beginner_of(*download) : std::nullopt;
    if (!caller || refusal(*caller, Action::download_photos, *event, now)) return fail(gone);

    auto files = files_of(*download, *caller, *event, photos_, blobs_, now);
    if (files.empty()) return fail(gone);
    return OpenedDownload{clean_file_name(event->title + ".zip"),
                          std::make_unique<PhotoZip>(std::move(files), blobs_)};
}

std::optional<Caller> OpenDownload::beginner_of(const Download& download) const {
    if (!download.guest)  // a member of the organisation; downloading is the least that one may do
        return SignedIn{{}, "", false, {{download.organisation, "", Role::photographer}}, {}};
    auto guest = guests_.find(download.event, *download.guest);
    if (!guest || guest->revoked_at) return std::nullopt;
    return EventGuest{guest->id, guest->event, guest->display_name};
}

}  // namespace snapory
