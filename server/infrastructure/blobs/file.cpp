#include "infrastructure/blobs/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

struct stat status_of(int fd) {
    struct stat status{};
    if (::fstat(fd, &status) != 0) throw_file_fault("look at a file", errno);
    return status;
}

int open_existing(const std::filesystem::path& path, int flags) {
    int fd = ::open(path.c_str(), flags | O_CLOEXEC);  // NOLINT(*-vararg)
    if (fd < 0 && errno != ENOENT && errno != ENOTDIR) throw_file_fault("open a file", errno);
    return fd;
}

}  // namespace

void throw_file_fault(std::string_view doing, int error) {
    auto text = "The storage could not " + std::string(doing) + ": " + std::generic_category().message(error);
    if (error == ENOSPC || error == EDQUOT) throw StorageFull(text);
    throw Unavailable(text);
}

File& File::operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

File::~File() {
    if (fd_ >= 0) ::close(fd_);
}

File File::create(const std::filesystem::path& path) {
    int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);  // NOLINT(*-vararg)
    if (fd < 0) throw_file_fault("create a file", errno);
    return File(fd);
}

File File::open(const std::filesystem::path& path) {
    return File(open_existing(path, O_RDONLY | O_NOFOLLOW));
}

File File::open_folder(const std::filesystem::path& path) {
    return File(open_existing(path, O_RDONLY | O_DIRECTORY));
}

void File::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        auto written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_file_fault("write", errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

std::size_t File::read(std::uint64_t offset, std::span<std::byte> into) const {
    std::size_t filled = 0;
    while (filled < into.size()) {
        auto got =
            ::pread(fd_, into.data() + filled, into.size() - filled, static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_file_fault("read", errno);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return filled;
}

std::uint64_t File::bytes() const { return static_cast<std::uint64_t>(status_of(fd_).st_size); }

std::uint64_t File::inode() const { return status_of(fd_).st_ino; }

void File::sync() const {
    if (::fsync(fd_) != 0) throw_file_fault("make a file safe", errno);
}

bool rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) == 0) return true;
    if (errno != ENOENT) throw_file_fault("move a file", errno);
    return false;
}

void remove_file(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
        throw_file_fault("remove a file", errno);
}

}  // namespace snapory
