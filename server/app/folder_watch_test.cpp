#include "app/folder_watch.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/photo_files.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Folder : public testing::Test {
protected:
    Folder() {
        std::string name = (fs::temp_directory_path() / "snapory-watch-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~Folder() override { fs::remove_all(folder); }

    fs::path write(const fs::path& name, const std::string& text) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name, std::ios::binary) << text;
        return folder / name;
    }

    fs::path folder;
};
using FolderWatchTest = Folder;
using PhotoFiles = Folder;

const std::string jpeg("\xff\xd8\xff\xe0 a photo");

TEST_F(FolderWatchTest, TellsWhatIsWrittenToItsEndOrMovedIn) {
    FolderWatch watch({folder});
    EXPECT_TRUE(watch.wait(0ms).empty());
    std::ofstream open_file(folder / "slow.jpg");
    open_file << "half" << std::flush;
    EXPECT_TRUE(watch.wait(10ms).empty());
    open_file.close();
    EXPECT_EQ(watch.wait(5s), std::set{folder / "slow.jpg"});
    fs::rename(folder / "slow.jpg", folder / "moved.jpg");
    EXPECT_EQ(watch.wait(5s), std::set{folder / "moved.jpg"});
}

TEST_F(FolderWatchTest, FollowsNewFoldersWithWhatIsInThem) {
    FolderWatch watch({folder});
    auto first = write("day 1/card/a.jpg", "a");
    std::set<fs::path> seen;
    for (int i = 0; i < 50 && !seen.contains(first); ++i) seen.merge(watch.wait(100ms));
    EXPECT_TRUE(seen.contains(first));
    auto second = write("day 1/card/b.jpg", "b");
    for (int i = 0; i < 50 && !seen.contains(second); ++i) seen.merge(watch.wait(100ms));
    EXPECT_TRUE(seen.contains(second));
}

TEST_F(PhotoFiles, AreKnownByTheirContent) {
    auto photo = write("b/photo.txt", jpeg);
    write("a/fake.jpg", "no photo");
    write(".hidden/photo.jpg", jpeg);
    write("b/.photo.jpg", jpeg);
    auto found = photos_beneath(folder);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].path, photo);
    EXPECT_EQ(found[0].type, MediaType::jpeg);
    EXPECT_EQ(found[0].bytes, jpeg.size());
    EXPECT_FALSE(look_at(folder / "a/fake.jpg"));
    EXPECT_FALSE(look_at(folder / "missing.jpg"));
}

TEST_F(PhotoFiles, AreHashedAndTellWhenTheyChanged) {
    auto path = write("a.jpg", jpeg);
    auto photo = *look_at(path);
    EXPECT_EQ(sha256_of(photo).size(), 64U);
    EXPECT_TRUE(is_unchanged(photo));
    write("a.jpg", jpeg + "more");
    EXPECT_FALSE(is_unchanged(photo));
    EXPECT_THROW(sha256_of(photo), std::runtime_error);
}

}  // namespace
}  // namespace snapory
