#include "infrastructure/s3/s3_blob.hpp"

#include <algorithm>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr std::uint64_t first_window = 256 << 10;
constexpr std::uint64_t largest_window = 4 << 20;

}  // namespace

std::unique_ptr<S3Blob> S3Blob::open(S3Bucket& bucket, const Staging& spool, std::string key) {
    std::unique_ptr<S3Blob> blob(new S3Blob(bucket, spool, std::move(key)));
    return blob->fetch(0, first_window) ? std::move(blob) : nullptr;
}

// False when the object is not there.
bool S3Blob::fetch(std::uint64_t from, std::uint64_t bytes) {
    window_.clear();
    window_.reserve(bytes);
    window_from_ = from;
    auto object = bucket_.read(key_, from, bytes, [this](std::span<const std::byte> piece) {
        window_.insert(window_.end(), piece.begin(), piece.end());
    });
    if (object) bytes_ = object->bytes;
    return object.has_value();
}

std::size_t S3Blob::read_window(std::uint64_t offset, std::span<std::byte> into) const {
    if (offset < window_from_ || offset >= window_from_ + window_.size()) return 0;
    auto at = offset - window_from_;
    auto count = std::min<std::uint64_t>(into.size(), window_.size() - at);
    std::copy_n(window_.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
    return count;
}

std::size_t S3Blob::read(std::uint64_t offset, std::span<std::byte> into) {
    if (copied_) return copied_.read(offset, into);
    std::size_t filled = 0;
    while (filled < into.size() && offset + filled < bytes_) {
        auto count = read_window(offset + filled, into.subspan(filled));
        filled += count;
        if (count > 0) continue;
        bool in_order = offset + filled == window_from_ + window_.size();
        auto wanted = in_order ? std::min(window_.size() * 2, largest_window) : first_window;
        if (!fetch(offset + filled, std::max(wanted, first_window)) || window_.empty())
            throw Unavailable("The object store has lost " + key_);
    }
    return filled;
}

const std::filesystem::path& S3Blob::path() {
    if (copied_) return copy_->path();
    auto copy = spool_.stage();
    if (window_from_ == 0) copy->write(window_);
    auto take = [&copy](std::span<const std::byte> piece) { copy->write(piece); };
    if (copy->bytes() < bytes_) bucket_.read(key_, copy->bytes(), bytes_ - copy->bytes(), take);
    if (copy->bytes() != bytes_) throw Unavailable("The object store has lost bytes of " + key_);
    copied_ = File::open(copy->path());
    copy_ = std::move(copy);
    return copy_->path();
}

}  // namespace snapory
