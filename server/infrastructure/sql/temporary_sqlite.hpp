#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "infrastructure/sql/migrate.hpp"
#include "infrastructure/sql/sqlite.hpp"

namespace snapory {

// For tests and benches: a database of its own in a new folder, both gone with this.
class TemporarySqlite {
public:
    TemporarySqlite() : folder_(make_folder()) { reopen(); }
    TemporarySqlite(const TemporarySqlite&) = delete;
    TemporarySqlite& operator=(const TemporarySqlite&) = delete;
    ~TemporarySqlite() {
        database_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }
    std::filesystem::path path() const { return folder_ / "snapory.db"; }

    // As after a restart.
    void reopen() {
        database_.reset();
        database_ = open_sqlite({.path = path()});
        migrate(*database_);
    }

private:
    static std::filesystem::path make_folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "snapory-sqlite-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
        return pattern;
    }

    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
};

}  // namespace snapory
