#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace snapory {

// Turns errno into the port's exceptions: no room is StorageFull, all else is Unavailable. Paths stay out of
// the text, since it may reach a person.
[[noreturn]] void throw_file_fault(std::string_view doing, int error);

// An open file. Used by one thread at a time; every call but the constructors' absence throws as above.
class File {
public:
    File() = default;
    File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    File& operator=(File&& other) noexcept;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();

    static File create(const std::filesystem::path& path);       // a file that must be new, to write and read
    static File open(const std::filesystem::path& path);         // to read; not open when there is none
    static File open_folder(const std::filesystem::path& path);  // to sync; not open when there is none

    explicit operator bool() const { return fd_ >= 0; }

    void write(std::span<const std::byte> bytes);  // all of them, at the end
    // As much as there is from offset; less than asked only at the end.
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) const;
    std::uint64_t bytes() const;
    std::uint64_t inode() const;
    void sync() const;  // returns when the content survives a power cut

private:
    explicit File(int fd) : fd_(fd) {}

    int fd_ = -1;
};

// False when `from` is gone, or the folder of `to`.
bool rename_file(const std::filesystem::path& from, const std::filesystem::path& to);
void remove_file(const std::filesystem::path& path);  // missing is no error

}  // namespace snapory
