#pragma once

#include <filesystem>
#include <string>

#include "app/config.hpp"

namespace snapory {

// Something that the operator must put right, said in one line.
struct OperatorError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Makes the data folder, for its owner only, unless there is one. Throws OperatorError when it cannot be
// used.
void make_data_folder(const Config& config);

// Keeps a second `snapory serve` out of the data folder while it lives, and however it ends. Throws
// OperatorError when another holds it.
class DataFolderLock {
public:
    explicit DataFolderLock(const std::filesystem::path& folder);
    ~DataFolderLock();
    DataFolderLock(const DataFolderLock&) = delete;
    DataFolderLock& operator=(const DataFolderLock&) = delete;

private:
    int file_;
};

// The configured key, else the one in the data folder, which is made at the first call of all processes.
std::string secret_key(const Config& config);

// Where the processes of this machine that share the data folder put their sockets; made when missing. In the
// data folder, unless its path is too long for a socket's name.
std::filesystem::path socket_folder(const Config& config);

}  // namespace snapory
