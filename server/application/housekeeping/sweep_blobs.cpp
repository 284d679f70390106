#include "application/housekeeping/sweep_blobs.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace snapory {
namespace {

constexpr std::size_t keys_a_query = 500;

// Renditions are stored before the row that will name them.
bool names(const Photo& photo, const BlobKey& key) {
    return key == photo.original() || photo.state == PhotoState::processing ||
           (photo.details && (key == photo.details->preview || key == photo.details->thumbnail));
}

}  // namespace

std::size_t SweepBlobs::operator()() const {
    std::size_t removed = 0;
    std::vector<BlobKey> batch;
    auto sweep = [&] {
        for (const auto& key : unnamed(batch)) {
            blobs_.remove(key);
            ++removed;
        }
        batch.clear();
    };
    blobs_.each(clock_.now() - blob_grace, [&](const BlobKey& key) {
        batch.push_back(key);
        if (batch.size() == keys_a_query) sweep();
    });
    sweep();
    return removed;
}

std::vector<BlobKey> SweepBlobs::unnamed(const std::vector<BlobKey>& keys) const {
    std::set<PhotoId> ids;
    for (const auto& key : keys)
        if (auto owner = photo_of(key)) ids.insert(owner->photo);
    std::vector wanted(ids.begin(), ids.end());
    std::map<PhotoId, Photo> photos;
    for (auto& photo : photos_.rows(wanted)) photos.emplace(photo.id, std::move(photo));
    auto announced = uploads_.announced(wanted);

    std::vector<BlobKey> found;
    for (const auto& key : keys) {
        auto owner = photo_of(key);
        if (!owner || std::ranges::find(announced, owner->photo) != announced.end()) continue;
        auto photo = photos.find(owner->photo);
        if (photo == photos.end() || !names(photo->second, key)) found.push_back(key);
    }
    return found;
}

}  // namespace snapory
