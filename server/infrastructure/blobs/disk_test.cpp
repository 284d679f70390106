#include "infrastructure/blobs/disk.hpp"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>
#include <tuple>

#include "application/ports/unavailable.hpp"
#include "infrastructure/blobs/disk_fixture_test.hpp"
#include "infrastructure/blobs/hasher.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

using DiskBlobs = DiskFixture;

TEST_F(DiskBlobs, KeepsWhatWasPutAndNothingElse) {
    auto staged = store->stage();
    staged->write(bytes_of("hello "));
    staged->write(bytes_of("world"));
    EXPECT_EQ(staged->bytes(), 11U);
    EXPECT_EQ(staged->digest(), digest_of("hello world"));
    EXPECT_EQ(text_of(*staged, 5), "hello");
    store->put(key, *staged);
    staged.reset();
    store->stage()->write(bytes_of("given up"));

    EXPECT_EQ(content_of(key), "hello world");
    EXPECT_EQ(files_beneath(folder), std::set<std::string>{key.text()});
}

TEST_F(DiskBlobs, PutsTheSameAgain) {
    store->put(key, octets("hello"));
    store->put(key, octets("hello"));
    EXPECT_EQ(content_of(key), "hello");
    EXPECT_EQ(text_of(*store->open(key), 3), "hel");
}

TEST_F(DiskBlobs, RemovesFoldersWithTheirLastBlob) {
    store->put(key, octets("a"));
    store->put(BlobKey("events/e/q/original"), octets("b"));
    store->remove(key);
    store->remove(key);
    EXPECT_EQ(store->open(key), nullptr);
    EXPECT_FALSE(fs::exists(folder / "events/e/p"));
    store->remove(BlobKey("events/e/q/original"));
    EXPECT_FALSE(fs::exists(folder / "events"));
    store->put(key, octets("c"));
    EXPECT_EQ(content_of(key), "c");
}

TEST_F(DiskBlobs, RefusesKeysThatLeadElsewhere) {
    for (const auto* text : {"", "x", "/etc/passwd", "events/../../x", "events//x", "events/./x", "events/x/",
                             "staging/files/x", "events/a\nb", "events/a\\b", "../x"}) {
        BlobKey bad(text);
        EXPECT_EQ(store->open(bad), nullptr) << text;
        EXPECT_THROW(store->put(bad, octets("x")), std::invalid_argument) << text;
        EXPECT_NO_THROW(store->remove(bad)) << text;
    }
    EXPECT_THROW(store->stage_part(UploadId("../x"), 1, 1), std::invalid_argument);
}

TEST_F(DiskBlobs, WalksOldBlobsOnly) {
    store->put(key, octets("a"));
    store->put(BlobKey("events/e/q/original"), octets("b"));
    store->stage_part(upload("abc").id, 1, 3)->write(bytes_of("abc"));
    fs::last_write_time(folder / key.text(), fs::file_time_type::clock::now() - 48h);
    std::set<std::string> seen;
    auto collect = [&](const BlobKey& found) { seen.insert(found.text()); };
    store->each(now() - 24h, collect);
    EXPECT_EQ(seen, std::set<std::string>{key.text()});
    store->each(now() + 24h, collect);
    EXPECT_EQ(seen.size(), 2U);
    store->each(now() + 24h, [&](const BlobKey& found) { store->remove(found); });
    EXPECT_FALSE(fs::exists(folder / "events"));
}

TEST_F(DiskBlobs, ResumesAfterSomePartsAndSealsOnce) {
    auto file = std::string(part_bytes, 'a') + std::string(part_bytes, 'b') + "tail";
    auto announced = upload(file);
    send(announced, 3, "tail");
    send(announced, 1, std::string(part_bytes, 'a'));
    store->stage_part(announced.id, 2, part_bytes)->write(bytes_of("broken off"));
    EXPECT_EQ(store->received(announced), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(store->seal(announced, key).error().code, Errc::incomplete_upload);

    send(announced, 2, std::string(part_bytes, 'b'));
    EXPECT_TRUE(store->seal(announced, key));
    EXPECT_TRUE(store->seal(announced, key));
    EXPECT_EQ(content_of(key), file);
    EXPECT_EQ(files_beneath(folder), std::set<std::string>{key.text()});
}

TEST_F(DiskBlobs, SealsASinglePart) {
    auto announced = upload("hello");
    EXPECT_EQ(store->seal(announced, key).error().code, Errc::incomplete_upload);
    send(announced, 1, "hello");
    EXPECT_TRUE(store->seal(announced, key));
    EXPECT_TRUE(store->seal(announced, key));
    EXPECT_EQ(content_of(key), "hello");
    EXPECT_TRUE(store->received(announced).empty());
}

TEST_F(DiskBlobs, DropsPartsThatAreNotWhatWasAnnounced) {
    for (const auto& file : {std::string("hello"), std::string(part_bytes + 3, 'x')}) {
        auto announced = upload(file);
        for (std::uint32_t number = 1; number <= announced.part_count(); ++number)
            send(announced, number, std::string(announced.bytes_of_part(number), '?'));
        EXPECT_EQ(store->seal(announced, key).error().code, Errc::hash_mismatch);
        EXPECT_TRUE(store->received(announced).empty());
        EXPECT_EQ(store->open(key), nullptr);
    }
}

TEST_F(DiskBlobs, AcceptsAPartOfItsExactSizeOnly) {
    auto announced = upload("hello");
    for (const auto* sent : {"", "hell", "hello!"}) {
        auto part = store->stage_part(announced.id, 1, 5);
        part->write(bytes_of(sent));
        EXPECT_EQ(part->finish().error().code, Errc::incomplete_upload) << sent;
    }
    EXPECT_TRUE(store->received(announced).empty());
    send(announced, 1, "wrong");
    send(announced, 1, "hello");  // the last one counts
    EXPECT_TRUE(store->seal(announced, key));
}

TEST_F(DiskBlobs, APartSentAgainAfterSealingOrDiscardingChangesNothing) {
    auto announced = upload("hello");
    auto late = store->stage_part(announced.id, 1, 5);
    late->write(bytes_of("later"));
    send(announced, 1, "hello");
    ASSERT_TRUE(store->seal(announced, key));
    EXPECT_EQ(late->finish().error().code, Errc::not_found);
    send(announced, 1, "later");
    EXPECT_TRUE(store->seal(announced, key));
    EXPECT_EQ(content_of(key), "hello");
    store->discard(announced.id);
    store->discard(announced.id);
    EXPECT_TRUE(store->received(announced).empty());
}

TEST_F(DiskBlobs, SealsWhileTheClientKeepsSending) {
    for (int round = 0; round < 20; ++round) {
        auto announced = upload("hello");
        send(announced, 1, "hello");
        std::atomic<bool> over = false;
        std::jthread sender([&] {
            while (!over) try {
                    send(announced, 1, "other");
                } catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): sealed at that moment
                }
        });
        auto seal = [&] { std::ignore = store->seal(announced, key); };
        {
            std::jthread first(seal), second(seal), third(seal);
        }
        over = true;
        sender.join();
        if (store->open(key)) {
            EXPECT_EQ(content_of(key), "hello");
        }
        store->remove(key);
        store->discard(announced.id);
    }
}

TEST_F(DiskBlobs, SweepsWhatADeadProcessLeft) {
    auto announced = upload("hello");
    send(announced, 1, "hello");
    std::ofstream(folder / "staging/files/left") << "x";
    fs::last_write_time(folder / "staging/files/left", fs::file_time_type::clock::now() - 72h);
    fs::last_write_time(folder / "staging/uploads" / announced.id.text(),
                        fs::file_time_type::clock::now() - 47h);
    reopen();
    EXPECT_EQ(store->received(announced).size(), 1U);
    EXPECT_FALSE(fs::exists(folder / "staging/files/left"));
    fs::last_write_time(folder / "staging/uploads" / announced.id.text(),
                        fs::file_time_type::clock::now() - 49h);
    reopen();
    EXPECT_TRUE(store->received(announced).empty());
}

TEST_F(DiskBlobs, SignsItsUrls) {
    auto today = std::chrono::floor<std::chrono::days>(now());
    auto shown = store->url(key, {"image/jpeg", ""}, today);
    EXPECT_TRUE(shown.starts_with("/blobs/events/e/p/original?exp=")) << shown;
    EXPECT_EQ(store->url(key, {"image/jpeg", ""}, today + 23h), shown);
    auto part = store->part_url(upload("hello"), 1, today);
    EXPECT_NE(part.find("&size=5&"), std::string::npos) << part;
}

TEST_F(DiskBlobs, TellsHowFullTheDiskIs) {
    EXPECT_GE(store->used_share(), 0.0);
    EXPECT_LE(store->used_share(), 1.0);
}

// Runs `check` in a process whose store lies on a disk of one megabyte; its exit status is the outcome.
template <class Check>
int on_a_small_disk(const fs::path& place, Check check) {
    auto child = ::fork();
    if (child == 0) {
        bool mounted = ::unshare(CLONE_NEWNS) == 0 &&
                       ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                       ::mount("none", place.c_str(), "tmpfs", 0, "size=1m") == 0;
        ::_exit(mounted ? check() : 77);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

TEST_F(DiskBlobs, SaysThatTheDiskIsFullAndGoesOnReading) {
    auto outcome = on_a_small_disk(folder, [&] {
        auto signatures = ReadableSignatures();
        auto small = make_disk_blob_store(folder, signatures);
        small->put(key, octets("kept"));
        bool refused = false;
        try {
            auto staged = small->stage();
            staged->write(bytes_of(std::string(4 << 20, 'x')));
        } catch (const StorageFull&) {
            refused = true;
        }
        bool reads = text_of(*small->open(key), 10) == "kept";
        small->put(BlobKey("events/e/q/original"), octets("room again"));
        return refused && reads && small->used_share() < 0.5 ? 0 : 1;
    });
    if (outcome == 77) GTEST_SKIP() << "mounting a small disk needs root";
    EXPECT_EQ(outcome, 0);
}

}  // namespace
}  // namespace snapory
