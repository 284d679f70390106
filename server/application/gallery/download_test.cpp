#include <gtest/gtest.h>

#include "application/gallery/begin_download.hpp"
#include "application/gallery/crc32.hpp"
#include "application/gallery/open_download.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct DownloadTest : testing::Test, MemoryScene {
    BeginDownload begin{events, photos, blobs, downloads, randomness, clock};
    OpenDownload open{events, guests, photos, blobs, downloads, clock};
    PhotoQuery everything;

    std::vector<std::byte> read(const DownloadId& id) {
        auto zip = std::move(open(id)->zip);
        std::vector<std::byte> whole(zip->bytes());
        std::size_t at = 0;
        while (auto count = zip->read(at, std::span(whole).subspan(at))) at += count;
        EXPECT_EQ(at, whole.size());
        return whole;
    }
    static bool holds(const std::vector<std::byte>& zip, std::string_view text) {
        auto part = std::as_bytes(std::span(text));
        return std::search(zip.begin(), zip.end(), part.begin(), part.end()) != zip.end();
    }
};

TEST_F(DownloadTest, HoldsWhatWasAskedForAndSaysHowLongItIs) {
    auto a = add_ready_photo(guest, "first photo");
    auto b = add_ready_photo(other_guest, "second photo");
    auto begun =
        begin(host, event.id, {std::vector{a.id, b.id, a.id, PhotoId("nothing")}, Variant::original});
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->photos, 2U);
    auto zip = read(begun->download.id);
    EXPECT_EQ(zip.size(), begun->bytes);
    EXPECT_TRUE(holds(zip, "first photo.jpg"));
    EXPECT_TRUE(holds(zip, "second photo"));
    EXPECT_EQ(open(begun->download.id)->file_name, "Ada & Charles.zip");
}

TEST_F(DownloadTest, OfAQueryHoldsWhatTheCallerSees) {
    add_ready_photo(guest, "shown");
    auto hidden = add_ready_photo(other_guest, "hidden");
    photos.moderate(event.id, {hidden.id}, Moderation::hidden, clock.now());
    EXPECT_EQ(begin(guest, event.id, {everything, Variant::preview})->photos, 1U);
    EXPECT_EQ(begin(other_guest, event.id, {everything, Variant::preview})->photos, 2U);
    EXPECT_EQ(begin(host, event.id, {everything, Variant::preview})->photos, 2U);
}

TEST_F(DownloadTest, IsForThoseWhoMayDownload) {
    add_ready_photo(host, "a");
    for (const auto& [name, caller] : everybody()) {
        bool may = name == "host" || name == "photographer" || name.ends_with("guest");
        EXPECT_EQ(begin(caller, event.id, {everything, Variant::original}).has_value(), may) << name;
    }
    event.settings.guest_download = false;
    change_event();
    EXPECT_EQ(begin(guest, event.id, {everything, Variant::original}).error().code, Errc::forbidden);
}

TEST_F(DownloadTest, OfNothingIsRefused) {
    EXPECT_EQ(begin(host, event.id, {everything, Variant::original}).error().code, Errc::invalid);
    EXPECT_EQ(begin(host, event.id, {std::vector<PhotoId>(10'001), Variant::original}).error().code,
              Errc::invalid);
    add_ready_photo(host, "a");
    EXPECT_EQ(begin(host, event.id, {everything, Variant::thumbnail}).error().code, Errc::invalid);
}

TEST_F(DownloadTest, OriginalsThatTellAPlaceComeAsPreviewsForGuests) {
    auto photo = add_ready_photo(host, "a");
    rows.photos.at(photo.id).photo.details->capture.place = Coordinates{1, 2, {}};
    auto for_guest = begin(guest, event.id, {everything, Variant::original}).value();
    EXPECT_TRUE(holds(read(for_guest.download.id), "a.jpg preview"));
    auto for_host = begin(host, event.id, {everything, Variant::original}).value();
    EXPECT_FALSE(holds(read(for_host.download.id), "a.jpg preview"));
}

TEST_F(DownloadTest, OriginalsThatWaitAreInItForHosts) {
    add_photo(host, "not processed");
    auto begun = begin(host, event.id, {everything, Variant::original}).value();
    EXPECT_EQ(begun.photos, 1U);
    EXPECT_TRUE(holds(read(begun.download.id), "not processed"));
    EXPECT_FALSE(begin(host, event.id, {everything, Variant::preview}));
}

TEST_F(DownloadTest, EndsWithItsTimeItsGuestAndItsEvent) {
    add_ready_photo(host, "a");
    auto begun = begin(guest, event.id, {everything, Variant::original}).value();
    EXPECT_TRUE(open(begun.download.id));
    EXPECT_FALSE(open(DownloadId("nothing")));

    event.settings.guest_view = false;
    change_event();
    EXPECT_FALSE(open(begun.download.id));
    event.settings.guest_view = true;
    change_event();
    EXPECT_TRUE(open(begun.download.id));
    rows.guests.at(guest.guest).revoked_at = clock.now();
    EXPECT_FALSE(open(begun.download.id));
    rows.guests.at(guest.guest).revoked_at.reset();
    clock.advance(download_lifetime);
    EXPECT_EQ(open(begun.download.id).error().code, Errc::not_found);
}

TEST_F(DownloadTest, WhatWentAwayIsNotInItAndChangesItsTag) {
    add_ready_photo(host, "a");
    auto b = add_ready_photo(host, "b");
    auto begun = begin(guest, event.id, {everything, Variant::original}).value();
    auto tag = open(begun.download.id)->zip->entity_tag();
    EXPECT_EQ(open(begun.download.id)->zip->entity_tag(), tag);
    photos.moderate(event.id, {b.id}, Moderation::hidden, clock.now());
    auto zip = std::move(open(begun.download.id)->zip);
    EXPECT_EQ(zip->photos(), 1U);
    EXPECT_NE(zip->entity_tag(), tag);
}

TEST_F(DownloadTest, BreaksOffWhenTheStoreHasLostAFile) {
    auto photo = add_ready_photo(host, "a");
    auto begun = begin(host, event.id, {everything, Variant::original}).value();
    blobs.remove(photo.original());
    EXPECT_THROW(read(begun.download.id), std::runtime_error);
}

}  // namespace
}  // namespace snapory
