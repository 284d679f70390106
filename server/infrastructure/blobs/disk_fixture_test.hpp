#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "infrastructure/blobs/disk.hpp"
#include "infrastructure/blobs/hasher.hpp"

namespace snapory {

class ReadableSignatures final : public Signatures {
public:
    std::string sign(std::string_view grant, TimePoint) override { return std::to_string(grant.size()); }
    bool fits(std::string_view grant, TimePoint, std::string_view signature) override {
        return std::to_string(grant.size()) == signature;
    }
};

inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::vector<std::uint8_t> octets(std::string_view text) { return {text.begin(), text.end()}; }
// The beginning, so many bytes at most.
inline std::string text_of(RandomAccess& file, std::size_t most) {
    std::string text(most, '\0');
    text.resize(file.read(0, std::as_writable_bytes(std::span(text))));
    return text;
}

inline Sha256 digest_of(std::string_view text) {
    Hasher hasher;
    hasher.add(bytes_of(text));
    return hasher.digest();
}

// A disk store in a folder that goes with the test.
class DiskFixture : public testing::Test {
protected:
    DiskFixture() {
        std::string name = (std::filesystem::temp_directory_path() / "snapory-disk-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        reopen();
    }
    ~DiskFixture() override { std::filesystem::remove_all(folder); }

    void reopen() { store = make_disk_blob_store(folder.string() + "/", signatures); }

    static TimePoint now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

    static Upload upload(const std::string& file) {
        Upload announced;
        announced.id = UploadId("0197a000-0000-7000-8000-000000000001");
        announced.bytes = file.size();
        announced.digest = digest_of(file);
        return announced;
    }

    void send(const Upload& announced, std::uint32_t number, std::string_view bytes) {
        auto part = store->stage_part(announced.id, number, announced.bytes_of_part(number));
        part->write(bytes_of(bytes));
        (void)part->finish();
    }

    std::string content_of(const BlobKey& which) {
        auto blob = store->open(which);
        if (!blob) return "(none)";
        std::string text(blob->bytes(), '\0');
        text.resize(blob->read(0, std::as_writable_bytes(std::span(text))));
        return text;
    }

    static std::set<std::string> files_beneath(const std::filesystem::path& root) {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
            if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(root).string());
        return names;
    }

    ReadableSignatures signatures;
    std::filesystem::path folder;
    std::unique_ptr<BlobStore> store;
    BlobKey key{"events/e/p/original"};
};

}  // namespace snapory
