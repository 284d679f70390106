#include "app/data_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace snapory {
namespace {

namespace fs = std::filesystem;

class DataFolder : public testing::Test {
protected:
    DataFolder() {
        std::string name = (fs::temp_directory_path() / "snapory-data-XXXXXX").string();
        root = ::mkdtemp(name.data());
        config.data = root / "data";
    }
    ~DataFolder() override { fs::remove_all(root); }

    static mode_t mode_of(const fs::path& path) {
        struct stat status{};
        ::stat(path.c_str(), &status);
        return status.st_mode & 0777;
    }

    fs::path root;
    Config config;
};

TEST_F(DataFolder, IsMadeForItsOwnerOnly) {
    config.data = root / "deep/er/data";
    make_data_folder(config);
    make_data_folder(config);
    EXPECT_EQ(mode_of(config.data), 0700U);
}

TEST_F(DataFolder, AFileInItsPlaceIsSaid) {
    std::ofstream(root / "data") << "x";
    EXPECT_THROW(make_data_folder(config), OperatorError);
}

TEST_F(DataFolder, IsServedByOneAtATime) {
    make_data_folder(config);
    {
        DataFolderLock lock(config.data);
        EXPECT_THROW(DataFolderLock{config.data}, OperatorError);
    }
    EXPECT_NO_THROW(DataFolderLock{config.data});
}

TEST_F(DataFolder, KeepsTheKeyThatItMade) {
    make_data_folder(config);
    auto key = secret_key(config);
    EXPECT_EQ(key.size(), 64U);
    EXPECT_EQ(secret_key(config), key);
    EXPECT_EQ(mode_of(config.data / "secret_key"), 0600U);
    config.secret_key = std::string(32, 'k');
    EXPECT_EQ(secret_key(config), config.secret_key);
}

TEST_F(DataFolder, ADamagedKeyIsNotReplaced) {
    make_data_folder(config);
    std::ofstream(config.data / "secret_key") << "short\n";
    EXPECT_THROW(secret_key(config), OperatorError);
}

TEST_F(DataFolder, SocketsGoWhereTheirNamesFit) {
    make_data_folder(config);
    EXPECT_EQ(socket_folder(config), config.data / "run");
    config.data = root / std::string(80, 'd');
    make_data_folder(config);
    auto folder = socket_folder(config);
    EXPECT_LE(folder.string().size(), 64U);
    EXPECT_EQ(mode_of(folder), 0700U);
    EXPECT_EQ(socket_folder(config), folder);
    fs::remove(folder);
}

}  // namespace
}  // namespace snapory
