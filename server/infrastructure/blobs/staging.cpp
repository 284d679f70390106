#include "infrastructure/blobs/staging.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>

#include "domain/uuid.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

std::string random_name() {
    std::random_device random;
    std::string name;
    for (int word = 0; word < 4; ++word) {
        std::array<char, 8> digits{};
        auto end = std::to_chars(digits.data(), digits.data() + digits.size(), random(), 16).ptr;
        name.append(digits.data(), end);
    }
    return name;
}

void remove_quietly(const fs::path& path) noexcept {
    std::error_code ignored;
    fs::remove(path, ignored);
}

// The number of a part that has arrived; 0 for any other file.
std::uint32_t part_number(const std::string& file_name) {
    std::uint32_t number = 0;
    auto [end, error] = std::from_chars(file_name.data(), file_name.data() + file_name.size(), number);
    return error == std::errc{} && end == file_name.data() + file_name.size() ? number : 0;
}

class DiskStagedPart final : public StagedPart {
public:
    DiskStagedPart(const fs::path& folder, std::uint32_t number, std::uint64_t bytes)
        : final_path_(folder / std::to_string(number)),
          path_(final_path_.string() + "." + random_name()),
          file_(File::create(path_)),
          expected_(bytes) {}

    ~DiskStagedPart() override {
        if (!finished_) remove_quietly(path_);
    }

    void write(std::span<const std::byte> bytes) override {
        arrived_ += bytes.size();
        if (arrived_ <= expected_) file_.write(bytes);
    }

    Result<void> finish() override {
        if (arrived_ != expected_)
            return fail(Errc::incomplete_upload, "This part has " + std::to_string(expected_) +
                                                     " bytes, but " + std::to_string(arrived_) +
                                                     " were sent. Send it again.");
        if (!rename_file(path_, final_path_))
            return fail(Errc::not_found, "This upload was ended. Begin it again.");
        finished_ = true;
        return {};
    }

private:
    fs::path final_path_;
    fs::path path_;
    File file_;
    std::uint64_t expected_;
    std::uint64_t arrived_ = 0;
    bool finished_ = false;
};

// Files and folders directly beneath; none when the folder is gone.
std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        entries.push_back(entry->path());
    if (error && error != std::errc::no_such_file_or_directory)
        throw_file_fault("list a folder", error.value());
    return entries;
}

}  // namespace

void make_folders(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw_file_fault("make a folder", error.value());
}

DiskStagedFile::~DiskStagedFile() { remove_quietly(path_); }

void DiskStagedFile::write(std::span<const std::byte> bytes) {
    file_.write(bytes);
    hasher_.add(bytes);
    bytes_ += bytes.size();
}

Staging::Staging(const fs::path& folder) : files_(folder / "files"), uploads_(folder / "uploads") {
    make_folders(files_);
    make_folders(uploads_);
}

std::unique_ptr<DiskStagedFile> Staging::stage() const {
    return std::make_unique<DiskStagedFile>(files_ / random_name());
}

fs::path Staging::folder_of(const UploadId& upload) const {
    if (!is_uuid(upload.text())) throw std::invalid_argument("an upload's id must be a UUID");
    return uploads_ / upload.text();
}

std::unique_ptr<StagedPart> Staging::stage_part(const UploadId& upload, std::uint32_t number,
                                                std::uint64_t bytes) const {
    make_folders(folder_of(upload));
    return std::make_unique<DiskStagedPart>(folder_of(upload), number, bytes);
}

std::vector<std::uint32_t> Staging::received(const Upload& upload) const {
    std::vector<std::uint32_t> numbers;
    for (const auto& entry : entries_of(folder_of(upload.id))) {
        auto number = part_number(entry.filename().string());
        if (number != 0 && open_part(upload, number)) numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

File Staging::open_part(const Upload& upload, std::uint32_t number) const {
    auto part = File::open(folder_of(upload.id) / std::to_string(number));
    auto expected = upload.bytes_of_part(number);
    return part && expected > 0 && part.bytes() == expected ? std::move(part) : File();
}

std::optional<fs::path> Staging::claim_part(const UploadId& upload, std::uint32_t number,
                                            const File& opened) const {
    auto part = folder_of(upload) / std::to_string(number);
    auto claimed = folder_of(upload) / (std::to_string(number) + ".claimed");
    if (!rename_file(part, claimed)) return std::nullopt;
    auto found = File::open(claimed);
    if (!found || found.inode() != opened.inode()) return std::nullopt;
    return claimed;
}

void Staging::remove_part(const UploadId& upload, std::uint32_t number) const {
    remove_file(folder_of(upload) / std::to_string(number));
}

// A client may be sending meanwhile; what it leaves then is swept later.
void Staging::discard(const UploadId& upload) const {
    auto folder = folder_of(upload);
    for (const auto& entry : entries_of(folder)) remove_file(entry);
    if (::rmdir(folder.c_str()) != 0 && errno != ENOENT && errno != ENOTEMPTY)
        throw_file_fault("remove the parts of an upload", errno);
}

void Staging::sweep(TimePoint deadline) const {
    for (const auto& folder : {files_, uploads_})
        for (const auto& entry : entries_of(folder)) {
            std::error_code gone;
            auto written = fs::last_write_time(entry, gone);
            if (!gone && std::chrono::file_clock::to_sys(written) < deadline) fs::remove_all(entry, gone);
        }
}

}  // namespace snapory
