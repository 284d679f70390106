#include "domain/upload.hpp"

#include <algorithm>

namespace snapory {

bool Upload::is_open(TimePoint now) const { return state == UploadState::open && now < expires_at; }

std::uint32_t Upload::part_count() const {
    return static_cast<std::uint32_t>((bytes + part_bytes - 1) / part_bytes);
}

std::uint64_t Upload::bytes_of_part(std::uint32_t number) const {
    if (number < 1 || number > part_count()) return 0;
    if (number < part_count()) return part_bytes;
    return bytes - (part_count() - 1) * part_bytes;
}

std::vector<std::uint32_t> Upload::missing(const std::vector<std::uint32_t>& received) const {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t number = 1; number <= part_count(); ++number)
        if (std::find(received.begin(), received.end(), number) == received.end()) numbers.push_back(number);
    return numbers;
}

}  // namespace snapory
