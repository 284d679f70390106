#include "infrastructure/sandbox/descriptor.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace snapory {
namespace {

[[noreturn]] void throw_errno(const char* call) {
    throw std::system_error(errno, std::generic_category(), call);
}

}  // namespace

Mapping::Mapping(int file, std::size_t length, Use use) : length_(length) {
    if (length == 0) return;
    const bool share = use == Use::share;
    void* start = ::mmap(nullptr, length, share ? PROT_READ | PROT_WRITE : PROT_READ,
                         share ? MAP_SHARED : MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) throw_errno("mmap");
    start_ = static_cast<std::uint8_t*>(start);
}

Mapping::~Mapping() {
    if (start_ != nullptr) ::munmap(start_, length_);
}

std::size_t size_of(int file) {
    struct stat status{};
    if (::fstat(file, &status) != 0) throw_errno("fstat");
    return static_cast<std::size_t>(status.st_size);
}

Descriptor sealed_memory_file(std::size_t size) {
    Descriptor file(::memfd_create("snapory-sandbox", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (file.get() < 0) throw_errno("memfd_create");
    if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) throw_errno("ftruncate");
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        throw_errno("fcntl");
    return file;
}

}  // namespace snapory
