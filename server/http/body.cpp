#include "http/body.hpp"

namespace snapory::http {

bool MemorySink::write(std::span<const std::byte> bytes) {
    if (bytes.size() > limit_ - text_.size()) {
        overflowed_ = true;
        return false;
    }
    text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return true;
}

}  // namespace snapory::http
