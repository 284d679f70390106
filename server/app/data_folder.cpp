#include "app/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <functional>
#include <random>
#include <system_error>

namespace snapory {
namespace {

namespace fs = std::filesystem;

// Of what a Unix socket's address holds, 108 bytes, the rest is for the sockets' own names.
constexpr std::size_t longest_socket_folder = 64;

[[noreturn]] void refuse(const fs::path& path, const std::string& what, int error) {
    throw OperatorError(path.string() + " " + what + ": " + std::generic_category().message(error));
}

void make_private_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) == 0) return;
    if (errno != EEXIST || !fs::is_directory(folder)) refuse(folder, "cannot be made", errno);
}

std::string new_key() {
    std::random_device random;  // the kernel's generator
    std::string key;
    for (int digit = 0; digit < 64; ++digit) key += "0123456789abcdef"[random() & 0xF];
    return key;
}

std::string first_line(const fs::path& file) {
    std::string line;
    std::ifstream stream(file);
    std::getline(stream, line);
    return line;
}

// A file that others see whole or not at all; the first of several processes wins.
void write_once(const fs::path& file, const std::string& text) {
    auto draft = file.string() + "." + std::to_string(::getpid());
    int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);  // NOLINT(*-vararg)
    bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                   ::fsync(fd) == 0;
    auto error = errno;
    if (fd >= 0) ::close(fd);
    bool linked = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    if (written && !linked) error = errno;
    ::unlink(draft.c_str());
    if (!linked) refuse(file, "cannot be written", error);
}

}  // namespace

void make_data_folder(const Config& config) {
    auto folder = fs::absolute(config.data);
    make_private_folder(folder);
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) refuse(folder, "cannot be used", errno);
}

DataFolderLock::DataFolderLock(const fs::path& folder) {
    auto path = folder / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);  // NOLINT(*-vararg)
    if (file_ < 0) refuse(path, "cannot be opened", errno);
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    auto error = errno;
    ::close(file_);
    if (error != EWOULDBLOCK) refuse(path, "cannot be locked", error);
    throw OperatorError("another snapory serve uses " + folder.string() +
                        "; stop it, or choose another folder with --data");
}

DataFolderLock::~DataFolderLock() { ::close(file_); }

std::string secret_key(const Config& config) {
    if (!config.secret_key.empty()) return config.secret_key;
    auto file = config.data / "secret_key";
    if (!fs::exists(file)) write_once(file, new_key() + "\n");
    auto key = first_line(file);
    if (key.size() < 32)
        throw OperatorError(
            file.string() +
            " must hold at least 32 characters; restore it, or remove it to sign everybody out");
    return key;
}

fs::path socket_folder(const Config& config) {
    auto folder = fs::absolute(config.data).lexically_normal() / "run";
    if (folder.string().size() > longest_socket_folder) {
        auto digest = std::hash<std::string>{}(folder.string());
        folder = fs::temp_directory_path() /
                 ("snapory-" + std::to_string(::getuid()) + "-" + std::to_string(digest));
    }
    make_private_folder(folder);
    struct stat status{};
    if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
        throw OperatorError(folder.string() + " belongs to somebody else; remove it");
    return folder;
}

}  // namespace snapory
