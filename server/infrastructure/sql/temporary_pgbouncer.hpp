#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "infrastructure/sql/temporary_postgres.hpp"

namespace snapory {

// For tests: a pgbouncer in transaction mode before the server whose socket is in this folder, with its own
// socket beside that, and with fewer sessions than its clients want.
class TemporaryPgbouncer {
public:
    // The one before the server that the tests of this program share.
    static TemporaryPgbouncer& shared() {
        static TemporaryPgbouncer pooler(PostgresServer::shared().folder());
        return pooler;
    }

    explicit TemporaryPgbouncer(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::ofstream(folder_ / "users") << "\"snapory\" \"\"\n";
        std::ofstream(folder_ / "pgbouncer.ini")
            << "[databases]\n* = host=" << folder_.string()
            << "\n[pgbouncer]\nlisten_addr=\nlisten_port=" << port << "\nunix_socket_dir=" << folder_.string()
            << "\nauth_type=trust\nauth_file=" << (folder_ / "users").string()
            << "\npool_mode=transaction\ndefault_pool_size=3\n";
        process_ = PostgresServer::launch("/usr/sbin/pgbouncer", {(folder_ / "pgbouncer.ini").string()},
                                          folder_ / "pgbouncer.log");
        PostgresServer::await(process_, url("postgres"));
    }
    TemporaryPgbouncer(const TemporaryPgbouncer&) = delete;
    TemporaryPgbouncer& operator=(const TemporaryPgbouncer&) = delete;
    ~TemporaryPgbouncer() {
        ::kill(process_, SIGINT);
        ::waitpid(process_, nullptr, 0);
    }

    std::string url(const std::string& database) const {
        return "postgresql:///" + database + "?user=snapory&port=" + std::to_string(port) +
               "&host=" + folder_.string();
    }

private:
    static constexpr int port = 6432;  // only the name of the socket

    std::filesystem::path folder_;
    pid_t process_ = 0;
};

// A database of its own in the shared server, reached through the pooler.
class TemporaryPooledPostgres {
public:
    TemporaryPooledPostgres() { reopen(); }

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }

    // As after a restart.
    void reopen() {
        database_.reset();
        database_ = open_postgres({.url = TemporaryPgbouncer::shared().url(direct_.name())});
        migrate(*database_);
    }

private:
    TemporaryPostgres direct_;
    std::unique_ptr<Database> database_;
};

}  // namespace snapory
