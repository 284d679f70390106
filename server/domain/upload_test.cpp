#include "domain/upload.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace snapory {
namespace {

Upload upload_of(std::uint64_t bytes) {
    Upload upload;
    upload.bytes = bytes;
    return upload;
}

TEST(Upload, IsCutIntoPartsThatAddUp) {
    for (std::uint64_t bytes : {std::uint64_t{1}, part_bytes - 1, part_bytes, part_bytes + 1, 3 * part_bytes,
                                std::uint64_t{100'000'000}}) {
        auto upload = upload_of(bytes);
        std::uint64_t sum = 0;
        for (std::uint32_t number = 1; number <= upload.part_count(); ++number) {
            EXPECT_GT(upload.bytes_of_part(number), 0U);
            EXPECT_LE(upload.bytes_of_part(number), part_bytes);
            sum += upload.bytes_of_part(number);
        }
        EXPECT_EQ(sum, bytes);
        EXPECT_EQ(upload.bytes_of_part(0), 0U);
        EXPECT_EQ(upload.bytes_of_part(upload.part_count() + 1), 0U);
    }
}

TEST(Upload, IsOpenUntilItEnds) {
    auto upload = upload_of(1);
    upload.expires_at = TimePoint{} + upload_lifetime;
    EXPECT_TRUE(upload.is_open(TimePoint{}));
    EXPECT_FALSE(upload.is_open(upload.expires_at));
    for (auto ended : {UploadState::completed, UploadState::aborted}) {
        upload.state = ended;
        EXPECT_FALSE(upload.is_open(TimePoint{}));
    }
}

TEST(Upload, TellsWhichPartsAreMissing) {
    auto upload = upload_of(4 * part_bytes);
    EXPECT_EQ(upload.missing({}), (std::vector<std::uint32_t>{1, 2, 3, 4}));
    EXPECT_EQ(upload.missing({4, 2}), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_TRUE(upload.missing({1, 2, 3, 4, 9}).empty());
}

}  // namespace
}  // namespace snapory
