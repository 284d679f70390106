#pragma once

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/migrate.hpp"
#include "infrastructure/sql/postgres.hpp"

namespace snapory {

// For tests and benches: a PostgreSQL server in a new folder, reached through a Unix socket there and without
// durability; it ends with the program, however that ends. Takes two seconds to start.
class PostgresServer {
public:
    // The one that the tests of this program share.
    static PostgresServer& shared() {
        static PostgresServer server;
        return server;
    }

    PostgresServer() {
        run("initdb",
            {"-D", data(), "-U", "snapory", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"});
        start();
    }
    // A standby of the other: a copy of all its databases that follows it.
    explicit PostgresServer(const PostgresServer& other) {
        run("pg_basebackup", {"-D", data(), "-U", "snapory", "-h", other.folder_.string(), "--no-sync",
                              "--checkpoint=fast", "--write-recovery-conf"});
        start();
    }
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        stop();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    void start() {
        process_ = launch(programs() / "postgres",
                          {"-D", data(), "-k", folder_.string(), "-c", "listen_addresses=", "-c", "fsync=off",
                           "-c", "max_connections=200"},
                          folder_ / "log");
        await(process_, url("postgres"));
    }
    // At once, ending every session.
    void stop() {
        if (process_ == 0) return;
        ::kill(process_, SIGINT);
        ::waitpid(std::exchange(process_, 0), nullptr, 0);
    }

    std::string url(const std::string& database) const {
        return "postgresql:///" + database + "?user=snapory&host=" + folder_.string();
    }
    const std::filesystem::path& folder() const { return folder_; }

    // Runs a statement that no transaction may hold.
    void administer(const std::string& sql) {
        open_postgres({.url = url("postgres")})->write_alone([&](Connection& connection) {
            connection.script("commit");
            connection.script(sql);
        });
    }

    // Runs a program as a user that is not root, for as long as this program runs at most.
    static pid_t launch(std::string program, std::vector<std::string> arguments,
                        const std::filesystem::path& log) {
        std::vector<char*> words{program.data()};
        for (auto& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        const auto* other = ::geteuid() == 0 ? &user() : nullptr;  // PostgreSQL refuses root
        auto child = ::fork();
        if (child != 0) return child;
        int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(output, STDOUT_FILENO);
        ::dup2(output, STDERR_FILENO);
        if (other && (::setgid(other->pw_gid) != 0 || ::setuid(other->pw_uid) != 0)) _exit(1);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        ::execv(words.front(), words.data());
        _exit(1);
    }

    // Until the server at this URL answers.
    static void await(pid_t server, const std::string& url) {
        for (;;) try {
                open_postgres({.url = url, .replica = true})->read([](Connection&) {});
                return;
            } catch (const Unavailable&) {
                if (::waitpid(server, nullptr, WNOHANG) != 0)
                    throw std::runtime_error("a server does not start");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
    }

private:
    static const passwd& user() {
        static const passwd* found = ::getpwnam("postgres");
        if (!found) throw std::runtime_error("there is no user postgres: install the package postgresql");
        return *found;
    }

    // The newest version that is installed.
    static std::filesystem::path programs() {
        std::filesystem::path newest;
        for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql"))
            newest = std::max(newest, version.path());
        return newest / "bin";
    }

    static std::filesystem::path new_folder() {
        auto folder = (std::filesystem::temp_directory_path() / "snapory-postgres-XXXXXX").string();
        if (!mkdtemp(folder.data())) throw std::runtime_error("no temporary folder can be made");
        if (::geteuid() == 0 && ::chown(folder.c_str(), user().pw_uid, user().pw_gid) != 0)
            throw std::runtime_error("the folder cannot be given to the user postgres");
        return folder;
    }

    std::string data() const { return (folder_ / "data").string(); }

    void run(const std::string& program, std::vector<std::string> arguments) {
        int status = 0;
        ::waitpid(launch(programs() / program, std::move(arguments), folder_ / "log"), &status, 0);
        if (status != 0) throw std::runtime_error(program + " fails");
    }

    std::filesystem::path folder_ = new_folder();
    pid_t process_ = 0;
};

// A database of its own in the shared server, gone with this.
class TemporaryPostgres {
public:
    TemporaryPostgres() : name_(next_name()) {
        static const bool prepared = prepare_template();
        if (prepared) server().administer("create database " + name_ + " template prepared");
        reopen();
    }
    TemporaryPostgres(const TemporaryPostgres&) = delete;
    TemporaryPostgres& operator=(const TemporaryPostgres&) = delete;
    ~TemporaryPostgres() {
        database_.reset();
        server().administer("drop database " + name_ + " with (force)");
    }

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }
    const std::string& name() const { return name_; }
    std::string url() const { return server().url(name_); }

    // As after a restart.
    void reopen() {
        database_.reset();
        database_ = open_postgres({.url = url()});
        migrate(*database_);
    }

private:
    static PostgresServer& server() { return PostgresServer::shared(); }

    static std::string next_name() {
        static std::atomic<int> last = 0;
        return "test" + std::to_string(++last);
    }

    static bool prepare_template() {
        server().administer("create database prepared");
        migrate(*open_postgres({.url = server().url("prepared")}));
        return true;
    }

    std::string name_;
    std::unique_ptr<Database> database_;
};

}  // namespace snapory
