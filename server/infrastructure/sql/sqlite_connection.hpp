#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "infrastructure/sql/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace snapory {

// One connection to a SQLite file, for one thread at a time.
class SqliteConnection final : public Connection {
public:
    // The observer must outlive the connection.
    SqliteConnection(const std::filesystem::path& path, const StatementObserver& observer);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection() override;

    using Connection::run;
    std::size_t run(const Statement& statement, std::span<const Parameter> parameters,
                    const Visit& visit) override;
    void script(const std::string& sql) override;

    // Faults of the disk end a transaction without being asked to.
    bool in_transaction() const;

    // See Database::state. May be called from any thread.
    std::optional<DatabaseState> state() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    struct Prepared {
        std::unique_ptr<sqlite3_stmt, Finalize> statement;
        std::vector<std::size_t> numbers;  // of the parameter at each place: SQLite orders them by appearance
    };
    struct Reset;

    Prepared& prepare(const std::string& text);
    void forget_idle();
    void bind(const Prepared& prepared, std::span<const Parameter> parameters);
    void check(int code, std::string_view doing) const;
    static int wait(void* self, int calls);
    void find_wal_index();

    const StatementObserver& observer_;
    std::chrono::steady_clock::time_point waiting_since_;
    std::unique_ptr<sqlite3, Close> database_;
    std::unordered_map<std::string, Prepared> prepared_;
    const volatile std::uint32_t* wal_index_ = nullptr;  // shared with every process that has the file open
};

}  // namespace snapory
