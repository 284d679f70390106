#include "storage_contract.hpp"

namespace snapory {
namespace {

class DownloadsContract : public StorageContract {
protected:
    Download some_download() {
        Download download;
        download.id = new_id<DownloadId>();
        download.organisation = event.organisation;
        download.event = event.id;
        download.variant = Variant::preview;
        download.photos = {PhotoId("b"), PhotoId("a"), PhotoId("c")};
        download.guest = GuestId("grace");
        download.created_at = noon;
        download.expires_at = noon + download_lifetime;
        return download;
    }
};
FOR_EVERY_STORAGE(DownloadsContract);

TEST_P(DownloadsContract, FindsADownloadUntilItExpires) {
    auto download = some_download();
    storage->downloads().add(download);
    EXPECT_EQ(storage->downloads().find(download.id, download.expires_at - Milliseconds(1)), download);
    EXPECT_FALSE(storage->downloads().find(download.id, download.expires_at));
    EXPECT_FALSE(storage->downloads().find(new_id<DownloadId>(), noon));
}

TEST_P(DownloadsContract, KeepsTheOrderOfAsManyPhotosAsThereMayBe) {
    auto download = some_download();
    download.guest.reset();
    download.photos.clear();
    download.photos.reserve(max_photos_per_download);
    for (std::size_t i = 0; i < max_photos_per_download; ++i) download.photos.push_back(new_id<PhotoId>());
    storage->downloads().add(download);
    EXPECT_EQ(storage->downloads().find(download.id, noon), download);
}

TEST_P(DownloadsContract, ForgetsExpiredOnes) {
    auto expired = some_download(), live = some_download();
    expired.photos.clear();
    live.expires_at += Milliseconds(1);
    storage->downloads().add(expired);
    storage->downloads().add(live);
    storage->downloads().purge(expired.expires_at);
    EXPECT_FALSE(storage->downloads().find(expired.id, noon)) << "gone even for a clock that is behind";
    EXPECT_EQ(storage->downloads().find(live.id, noon), live);
}

}  // namespace
}  // namespace snapory
