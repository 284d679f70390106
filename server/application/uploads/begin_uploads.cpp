#include "application/uploads/begin_uploads.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "domain/text.hpp"

namespace snapory {
namespace {

std::optional<Sha256> parse_sha256(std::string_view text) {
    bool hex = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return hex ? std::optional(Sha256(std::string(text))) : std::nullopt;
}

std::vector<Sha256> digests_of(const std::vector<AnnouncedFile>& files) {
    std::vector<Sha256> digests;
    for (const auto& file : files)
        if (auto digest = parse_sha256(file.sha256)) digests.push_back(std::move(*digest));
    return digests;
}

std::uint64_t bytes_of(const std::vector<Upload>& uploads) {
    return std::accumulate(uploads.begin(), uploads.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Upload& upload) { return sum + upload.bytes; });
}

}  // namespace

Result<std::vector<UploadAnswer>> BeginUploads::operator()(const Caller& caller, const EventId& event,
                                                           const std::vector<AnnouncedFile>& files) const {
    auto now = intake_.clock.now();
    auto admitted = intake_.admit_photos(caller, event, now);
    if (!admitted) return fail(admitted.error());
    if (files.empty() || files.size() > intake_.limits.files_per_request)
        return fail(Errc::invalid,
                    "Announce 1 to " + std::to_string(intake_.limits.files_per_request) + " files at a time.",
                    "files");

    auto digests = digests_of(files);
    auto uploader = uploader_of(caller);
    Batch batch{std::move(*admitted), uploader, now, intake_.photos.find(event, digests),
                uploads_.find_open(event, uploader, digests, now)};
    std::vector<UploadAnswer> answers;
    answers.reserve(files.size());
    for (const auto& file : files) answers.push_back(answer(file, batch));
    if (!batch.fresh.empty()) uploads_.add(batch.fresh);
    return answers;
}

UploadAnswer BeginUploads::answer(const AnnouncedFile& file, Batch& batch) const {
    if (auto checked = intake_.check_size(file.bytes); !checked) return checked.error();
    auto digest = parse_sha256(file.sha256);
    if (!digest) return Error{Errc::invalid, "The SHA-256 is 64 lower-case hex digits.", "sha256"};
    auto type = parse_line(file.content_type, 100, "contentType");
    if (!type) return type.error();

    auto& [event, uploader, now, held, open, fresh] = batch;
    if (auto photo = std::ranges::find(held, *digest, &Photo::digest); photo != held.end()) return *photo;
    if (auto twin = std::ranges::find(fresh, *digest, &Upload::digest); twin != fresh.end())
        return progress_of(*twin, intake_.blobs, now);
    if (auto begun = std::ranges::find(open, *digest, &Upload::digest);
        begun != open.end() && begun->bytes == file.bytes)
        return progress_of(*begun, intake_.blobs, now);

    auto quota = intake_.check_quota(event, uploader, fresh.size() + 1, bytes_of(fresh) + file.bytes);
    if (!quota) return quota.error();
    fresh.push_back({randomness_.next_id<UploadId>(now), event.organisation, event.id,
                     randomness_.next_id<PhotoId>(now), uploader, clean_file_name(file.name), *type,
                     file.bytes, *digest, file.modified_at, UploadState::open, now, now + upload_lifetime});
    return progress_of(fresh.back(), intake_.blobs, now);
}

}  // namespace snapory
