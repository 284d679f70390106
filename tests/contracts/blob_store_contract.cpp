#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>

#include "adapters.hpp"
#include "infrastructure/memory/security.hpp"

namespace snapory {
namespace {

using std::chrono::hours;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
std::string text_of(RandomAccess& file, std::uint64_t offset, std::size_t most) {
    std::string text(most, '\0');
    text.resize(file.read(offset, std::as_writable_bytes(std::span(text))));
    return text;
}

class BlobStoreContract : public testing::TestWithParam<Adapter<BlobPlace>> {
protected:
    void put(const BlobKey& at, std::string_view text) {
        store().put(at, std::vector<std::uint8_t>(text.begin(), text.end()));
    }
    std::string content(const BlobKey& at) {
        auto blob = store().open(at);
        if (!blob) return "(none)";
        std::string text(blob->bytes(), '\0');
        EXPECT_EQ(blob->read(0, std::as_writable_bytes(std::span(text))), text.size());
        return text;
    }
    static Upload announce(std::string_view file) {
        Upload upload;
        upload.id = UploadId("0197a000-0000-7000-8000-000000000001");
        upload.bytes = file.size();
        upload.digest = sha256(bytes_of(file));
        return upload;
    }
    Result<void> send(const Upload& upload, std::uint32_t number, std::string_view bytes) {
        auto part = store().stage_part(upload.id, number, upload.bytes_of_part(number));
        part->write(bytes_of(bytes));
        return part->finish();
    }
    std::set<std::string> keys_before(TimePoint deadline) {
        std::set<std::string> keys;
        store().each(deadline, [&](const BlobKey& found) { keys.insert(found.text()); });
        return keys;
    }
    BlobStore& store() { return place->store(); }

    std::unique_ptr<BlobPlace> place = GetParam().make();
    const BlobKey key{
        "events/0197a000-0000-7000-8000-00000000000e/0197a000-0000-7000-8000-00000000000a/original"};
    const BlobKey other{
        "events/0197a000-0000-7000-8000-00000000000e/0197a000-0000-7000-8000-00000000000b/original"};
};
INSTANTIATE_TEST_SUITE_P(BlobStore, BlobStoreContract, testing::ValuesIn(blob_places()),
                         name_of_adapter<Adapter<BlobPlace>>);

TEST_P(BlobStoreContract, KeepsAStagedFile) {
    auto file = store().stage();
    file->write(bytes_of("hello "));
    file->write(bytes_of(""));
    file->write(bytes_of("world"));
    EXPECT_EQ(file->bytes(), 11U);
    EXPECT_EQ(text_of(*file, 0, 5), "hello");
    EXPECT_EQ(text_of(*file, 6, 100), "world");
    EXPECT_EQ(file->digest(), sha256(bytes_of("hello world")));
    store().put(key, *file);
    file.reset();
    EXPECT_EQ(content(key), "hello world");
}

TEST_P(BlobStoreContract, KnowsTheDigestOfNothing) {
    auto file = store().stage();
    EXPECT_EQ(file->bytes(), 0U);
    EXPECT_EQ(text_of(*file, 0, 10), "");
    EXPECT_EQ(file->digest().text(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_P(BlobStoreContract, ForgetsAStagedFileThatWasNotPut) {
    store().stage()->write(bytes_of("given up"));
    EXPECT_TRUE(keys_before(place->now() + hours(1)).empty());
}

TEST_P(BlobStoreContract, KeepsBlobsThroughARestart) {
    if (GetParam().name == "Memory") GTEST_SKIP() << "forgets all";
    put(key, "hello");
    auto upload = announce("world");
    ASSERT_TRUE(send(upload, 1, "world"));
    place->reopen();
    EXPECT_EQ(content(key), "hello");
    EXPECT_EQ(store().received(upload), std::vector<std::uint32_t>{1});
    EXPECT_TRUE(store().seal(upload, other));
    EXPECT_EQ(content(other), "world");
}

TEST_P(BlobStoreContract, ReadsFromAnywhere) {
    put(key, "0123456789");
    auto blob = store().open(key);
    ASSERT_TRUE(blob);
    EXPECT_EQ(blob->bytes(), 10U);
    std::string into(4, '.');
    auto room = std::as_writable_bytes(std::span(into));
    EXPECT_EQ(blob->read(3, room), 4U);
    EXPECT_EQ(into, "3456");
    EXPECT_EQ(blob->read(8, room), 2U);
    EXPECT_EQ(into.substr(0, 2), "89");
    EXPECT_EQ(blob->read(10, room), 0U);
    EXPECT_EQ(blob->read(99, room), 0U);
    std::ifstream file(blob->path(), std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "0123456789");
}

TEST_P(BlobStoreContract, ReadsOnWhileTheBlobIsRemoved) {
    put(key, "hello");
    auto blob = store().open(key);
    store().remove(key);
    std::string into(5, '.');
    EXPECT_EQ(blob->read(0, std::as_writable_bytes(std::span(into))), 5U);
    EXPECT_EQ(into, "hello");
}

TEST_P(BlobStoreContract, TakesTheSameAgain) {
    put(key, "hello");
    put(key, "hello");
    EXPECT_EQ(content(key), "hello");
}

TEST_P(BlobStoreContract, RemovesWhatIsThereAndWhatIsNot) {
    put(key, "a");
    put(other, "b");
    store().remove(key);
    store().remove(key);
    EXPECT_EQ(store().open(key), nullptr);
    EXPECT_EQ(content(other), "b");
}

TEST_P(BlobStoreContract, ShowsTheBeginning) {
    put(key, "hello");
    EXPECT_EQ(text_of(*store().open(key), 0, 2), "he");
    EXPECT_EQ(text_of(*store().open(key), 0, 99), "hello");
    EXPECT_EQ(text_of(*store().open(key), 5, 1), "");
}

TEST_P(BlobStoreContract, VisitsWhatIsOldEnough) {
    put(key, "a");
    put(other, "b");
    ASSERT_TRUE(send(announce("hello"), 1, "hello"));
    EXPECT_TRUE(keys_before(place->now() - hours(1)).empty());
    EXPECT_EQ(keys_before(place->now() + hours(1)), (std::set{key.text(), other.text()}));
    store().each(place->now() + hours(1), [&](const BlobKey& found) { store().remove(found); });
    EXPECT_EQ(content(key), "(none)") << "a visitor may remove what it is shown";
}

TEST_P(BlobStoreContract, MakesPartsOneBlob) {
    auto file = std::string(part_bytes, 'a') + std::string(part_bytes, 'b') + "tail";
    auto upload = announce(file);
    ASSERT_TRUE(send(upload, 3, "tail"));
    ASSERT_TRUE(send(upload, 1, std::string(part_bytes, 'a')));
    store().stage_part(upload.id, 2, part_bytes)->write(bytes_of("broken off"));
    EXPECT_EQ(store().received(upload), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(store().seal(upload, key).error().code, Errc::incomplete_upload);
    EXPECT_EQ(store().received(upload).size(), 2U) << "what was received stays received";
    ASSERT_TRUE(send(upload, 2, std::string(part_bytes, 'b')));
    EXPECT_TRUE(store().seal(upload, key));
    EXPECT_TRUE(store().seal(upload, key)) << "the answer to the first may have been lost";
    EXPECT_EQ(content(key), file);
}

TEST_P(BlobStoreContract, TakesAPartOfItsExactSizeOnly) {
    auto upload = announce("hello");
    for (const auto* sent : {"", "hell", "hello!"}) {
        auto answer = send(upload, 1, sent);
        ASSERT_FALSE(answer) << sent;
        EXPECT_EQ(answer.error().code, Errc::incomplete_upload) << sent;
    }
    EXPECT_TRUE(store().received(upload).empty());
}

TEST_P(BlobStoreContract, CountsThePartThatCameLast) {
    auto upload = announce("hello");
    ASSERT_TRUE(send(upload, 1, "wrong"));
    ASSERT_TRUE(send(upload, 1, "hello"));
    EXPECT_TRUE(store().seal(upload, key));
    EXPECT_EQ(content(key), "hello");
}

TEST_P(BlobStoreContract, RefusesBytesThatWereNotAnnounced) {
    auto upload = announce("hello");
    ASSERT_TRUE(send(upload, 1, "hallo"));
    EXPECT_EQ(store().seal(upload, key).error().code, Errc::hash_mismatch);
    EXPECT_TRUE(store().received(upload).empty()) << "all has to be sent again";
    EXPECT_EQ(store().open(key), nullptr);
    ASSERT_TRUE(send(upload, 1, "hello"));
    EXPECT_TRUE(store().seal(upload, key));
}

TEST_P(BlobStoreContract, DiscardsPartsAndOnlyThose) {
    auto upload = announce("hello");
    ASSERT_TRUE(send(upload, 1, "hello"));
    put(key, "kept");
    store().discard(upload.id);
    store().discard(upload.id);
    EXPECT_TRUE(store().received(upload).empty());
    EXPECT_EQ(content(key), "kept");
}

TEST_P(BlobStoreContract, TakesPartsOfOneUploadFromManyThreads) {
    std::string file;
    for (char c : {'a', 'b', 'c', 'd'}) file += std::string(part_bytes, c);
    auto upload = announce(file);
    {
        std::vector<std::jthread> senders;
        senders.reserve(4);
        for (std::uint32_t number = 1; number <= 4; ++number)
            senders.emplace_back([&, number] {
                auto bytes = std::string_view(file).substr((number - 1) * part_bytes, part_bytes);
                EXPECT_TRUE(send(upload, number, bytes));
            });
    }
    EXPECT_TRUE(store().seal(upload, key));
    EXPECT_EQ(sha256(bytes_of(content(key))), upload.digest);
}

TEST_P(BlobStoreContract, NamesABlobByOneUrlADay) {
    auto day = std::chrono::floor<std::chrono::days>(place->now());
    Serving shown{"image/jpeg", "", LinkHolder::guest},
        saved{"image/jpeg", "photo \"1\" ü.jpg", LinkHolder::guest};
    auto url = store().url(key, shown, day);
    EXPECT_EQ(store().url(key, shown, day + hours(23)), url);
    EXPECT_NE(store().url(other, shown, day), url);
    EXPECT_NE(store().url(key, saved, day), url);
    EXPECT_EQ(store().url(key, saved, day).find_first_of(" \"\r\n"), std::string::npos);
}

TEST_P(BlobStoreContract, NamesEachPartByItsOwnUrl) {
    auto upload = announce(std::string(part_bytes + 1, 'x'));
    EXPECT_NE(store().part_url(upload, 1, place->now()), store().part_url(upload, 2, place->now()));
}

TEST_P(BlobStoreContract, KnowsHowFullItIs) {
    EXPECT_GE(store().used_share(), 0);
    EXPECT_LE(store().used_share(), 1);
}

}  // namespace
}  // namespace snapory
