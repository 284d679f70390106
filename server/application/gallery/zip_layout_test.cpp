#include "application/gallery/zip_layout.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <limits>
#include <random>
#include <set>

#include "application/gallery/crc32.hpp"

namespace snapory {
namespace {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::string_view text) {
    auto view = std::as_bytes(std::span(text));
    return {view.begin(), view.end()};
}

const TimePoint noon{std::chrono::seconds(1'781'956'800)};

struct Files {
    std::vector<std::pair<std::string, Bytes>> files;

    ZipLayout layout() const {
        std::vector<ZipEntry> entries;
        for (const auto& [name, bytes] : files) entries.push_back({name, bytes.size(), crc32(bytes), noon});
        return ZipLayout(entries);
    }
    ZipLayout::Content content() const {
        return [this](std::size_t entry, std::uint64_t offset, std::span<std::byte> into) {
            const auto& bytes = files.at(entry).second;
            auto count = std::min<std::size_t>(into.size(), bytes.size() - offset);
            std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
            return count;
        };
    }
};

// From this offset on, asking for so much at a time.
Bytes read_from(const ZipLayout& zip, const ZipLayout::Content& content, std::uint64_t offset,
                std::size_t piece) {
    Bytes all;
    Bytes buffer(piece);
    while (auto count = zip.read(offset + all.size(), buffer, content))
        all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
    return all;
}

// As libarchive reads it back; it checks every sum.
std::vector<std::pair<std::string, std::string>> unpacked(const Bytes& zip) {
    std::vector<std::pair<std::string, std::string>> files;
    std::setlocale(LC_CTYPE, "C.UTF-8");  // libarchive gives names in that of the process
    auto* reader = archive_read_new();
    archive_read_support_format_zip_seekable(reader);
    EXPECT_EQ(archive_read_open_memory(reader, zip.data(), zip.size()), ARCHIVE_OK)
        << archive_error_string(reader);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
        std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        auto count = archive_read_data(reader, content.data(), content.size());
        EXPECT_EQ(count, static_cast<la_ssize_t>(content.size())) << archive_error_string(reader);
        files.emplace_back(archive_entry_pathname_utf8(entry), content);
    }
    EXPECT_EQ(archive_errno(reader), 0) << archive_error_string(reader);
    archive_read_free(reader);
    return files;
}

TEST(Crc32, IsTheOneOfZip) {
    EXPECT_EQ(crc32(bytes_of("123456789")), 0xCBF43926U);  // the check value of the algorithm's catalogue
    EXPECT_EQ(crc32(bytes_of("")), 0U);
    auto text = bytes_of("The quick brown fox jumps over the lazy dog");
    EXPECT_EQ(crc32(text), 0x414FA339U);
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        EXPECT_EQ(crc32(std::span(text).subspan(cut), crc32(std::span(text).first(cut))), 0x414FA339U);
}

// Long ones are summed in another way than what is left of them.
TEST(Crc32, IsTheSameByWhateverWay) {
    std::mt19937 random(1);
    Bytes bytes(1000);
    for (auto& byte : bytes) byte = static_cast<std::byte>(random());
    std::uint32_t one_by_one = 0;
    for (std::size_t length = 1; length <= bytes.size(); ++length) {
        one_by_one = crc32(std::span(bytes).subspan(length - 1, 1), one_by_one);
        ASSERT_EQ(crc32(std::span(bytes).first(length)), one_by_one) << length;
    }
}

TEST(ZipLayout, IsReadBackByLibarchive) {
    std::mt19937 random(1);
    Files files;
    for (std::size_t size : {0U, 1U, 100U, 70'000U}) {
        Bytes bytes(size);
        for (auto& byte : bytes) byte = static_cast<std::byte>(random());
        files.files.emplace_back("Süß " + std::to_string(size) + ".jpg", bytes);
    }
    auto layout = files.layout();
    auto whole = read_from(layout, files.content(), 0, 4096);
    EXPECT_EQ(whole.size(), layout.bytes());
    auto found = unpacked(whole);
    ASSERT_EQ(found.size(), files.files.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].first, files.files[i].first);
        EXPECT_EQ(bytes_of(found[i].second), files.files[i].second);
    }
}

TEST(ZipLayout, ResumesAtEveryOffset) {
    Files files{{{"a.jpg", bytes_of("first")}, {"b.jpg", bytes_of("")}, {"c.jpg", bytes_of("the third")}}};
    auto layout = files.layout();
    auto whole = read_from(layout, files.content(), 0, 1024);
    for (std::uint64_t offset = 0; offset <= layout.bytes(); ++offset)
        for (std::size_t piece : {1U, 7U, 64U}) {
            auto rest = read_from(layout, files.content(), offset, piece);
            ASSERT_TRUE(std::equal(rest.begin(), rest.end(),
                                   whole.begin() + static_cast<std::ptrdiff_t>(offset), whole.end()))
                << offset;
        }
}

TEST(ZipLayout, WithoutFilesIsAnEmptyZip) {
    Files none;
    auto whole = read_from(none.layout(), none.content(), 0, 64);
    EXPECT_EQ(whole.size(), 22U);
    auto head = bytes_of("PK\5\6");  // libarchive knows no empty ZIP
    EXPECT_TRUE(std::equal(head.begin(), head.end(), whole.begin()));
}

TEST(ZipLayout, NamesAreUniqueAndHarmless) {
    std::vector<ZipEntry> entries;
    for (const auto* name : {"a.jpg", "A.JPG", "a.jpg", "a (2).jpg", "../b:c?.jpg", "dir\\x.jpg", "dots...",
                             "noext", "noext", ""})
        entries.push_back({name, 1, 0, noon});
    ZipLayout layout(entries);
    std::vector<std::string> names;
    std::set<std::string> unique;
    for (const auto& entry : layout.entries()) {
        names.push_back(entry.name);
        auto folded = entry.name;
        std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return std::tolower(c); });
        EXPECT_TRUE(unique.insert(folded).second) << entry.name;
        EXPECT_EQ(entry.name.find_first_of("/\\:*?\"<>|"), std::string::npos) << entry.name;
    }
    EXPECT_EQ(names[0], "a.jpg");
    EXPECT_EQ(names[1], "A (2).JPG");
    EXPECT_EQ(names[2], "a (3).jpg");
    EXPECT_EQ(names[4], ".._b_c_.jpg");
    EXPECT_EQ(names[6], "dots");
    EXPECT_EQ(names[8], "noext (2)");
    EXPECT_EQ(names[9], "photo");
}

// 70,000 files and 5 GB: every number that ZIP64 exists for, with content that nobody stores.
TEST(ZipLayout, GoesBeyondFourGigabytesAndSixtyFiveThousandFiles) {
    std::vector<ZipEntry> entries{{"huge.tif", 5'000'000'000, 0, noon}};
    Bytes one(1, std::byte{'x'});
    for (int i = 1; i < 70'000; ++i) entries.push_back({std::to_string(i) + ".jpg", 1, crc32(one), noon});
    ZipLayout layout(entries);
    auto x = [](std::size_t, std::uint64_t, std::span<std::byte> into) {
        std::ranges::fill(into, std::byte{'x'});
        return into.size();
    };
    struct Cursor {
        const ZipLayout& layout;
        const ZipLayout::Content content;
        std::uint64_t at = 0;
        Bytes buffer = Bytes(1 << 16);
    } cursor{layout, x};

    auto* reader = archive_read_new();
    archive_read_support_format_zip_seekable(reader);
    archive_read_set_callback_data(reader, &cursor);
    archive_read_set_read_callback(reader, [](archive*, void* data, const void** out) -> la_ssize_t {
        auto& cursor = *static_cast<Cursor*>(data);
        auto count = cursor.layout.read(cursor.at, cursor.buffer, cursor.content);
        cursor.at += count;
        *out = cursor.buffer.data();
        return static_cast<la_ssize_t>(count);
    });
    archive_read_set_seek_callback(
        reader, [](archive*, void* data, la_int64_t offset, int whence) -> la_int64_t {
            auto& cursor = *static_cast<Cursor*>(data);
            auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? cursor.at : cursor.layout.bytes();
            cursor.at = base + static_cast<std::uint64_t>(offset);
            return static_cast<la_int64_t>(cursor.at);
        });
    ASSERT_EQ(archive_read_open1(reader), ARCHIVE_OK) << archive_error_string(reader);
    archive_entry* entry = nullptr;
    std::size_t count = 0;
    la_int64_t largest = 0;
    while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
        ++count;
        largest = std::max(largest, archive_entry_size(entry));
        char byte = 0;
        if (archive_entry_size(entry) == 1) ASSERT_EQ(archive_read_data(reader, &byte, 1), 1);
    }
    EXPECT_EQ(archive_errno(reader), 0) << archive_error_string(reader);
    EXPECT_EQ(count, 70'000U);
    EXPECT_EQ(largest, 5'000'000'000);
    archive_read_free(reader);
}

TEST(ZipLayout, TimesBeforeAndAfterWhatZipKnowsAreHeldAtItsEnds) {
    for (auto time : {TimePoint::min(), TimePoint::max()}) {
        ZipLayout layout({{"a", 1, crc32(bytes_of("x")), time}});
        auto whole = read_from(
            layout,
            [](std::size_t, std::uint64_t, std::span<std::byte> into) {
                into[0] = std::byte{'x'};
                return std::size_t{1};
            },
            0, 64);
        EXPECT_EQ(unpacked(whole).size(), 1U);
    }
}

}  // namespace
}  // namespace snapory
