#include "application/uploads/begin_uploads.hpp"

#include <algorithm>
#include <numeric>

#include "domain/text.hpp"

namespace snapory {
namespace {

std::optional<Sha256> parse_sha256(std::string_view text) {
    bool hex = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return hex ? std::optional(Sha256(std::string(text))) : std::nullopt;
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

    std::vector<UploadAnswer> answers;
    answers.reserve(files.size());
    std::vector<Upload> fresh;
    for (const auto& file : files) answers.push_back(answer(caller, *admitted, file, fresh, now));
    if (!fresh.empty()) uploads_.add(fresh);
    return answers;
}

UploadAnswer BeginUploads::answer(const Caller& caller, const Event& event, const AnnouncedFile& file,
                                  std::vector<Upload>& fresh, TimePoint now) const {
    if (auto checked = intake_.check_size(file.bytes); !checked) return checked.error();
    auto digest = parse_sha256(file.sha256);
    if (!digest) return Error{Errc::invalid, "The SHA-256 is 64 lower-case hex digits.", "sha256"};
    auto type = parse_line(file.content_type, 100, "contentType");
    if (!type) return type.error();
    if (auto held = intake_.photos.find(event.id, *digest)) return *held;

    auto uploader = uploader_of(caller);
    auto twin = std::ranges::find(fresh, *digest, &Upload::digest);
    if (twin != fresh.end()) return progress_of(*twin, intake_.blobs, now);
    auto open = uploads_.find_open(event.id, uploader, *digest, now);
    if (open && open->bytes == file.bytes) return progress_of(*open, intake_.blobs, now);

    auto quota = intake_.check_quota(event, uploader, fresh.size() + 1, bytes_of(fresh) + file.bytes);
    if (!quota) return quota.error();
    fresh.push_back({randomness_.next_id<UploadId>(now), event.organisation, event.id,
                     randomness_.next_id<PhotoId>(now), uploader, clean_file_name(file.name), *type,
                     file.bytes, *digest, file.modified_at, UploadState::open, now, now + upload_lifetime});
    return progress_of(fresh.back(), intake_.blobs, now);
}

}  // namespace snapory
