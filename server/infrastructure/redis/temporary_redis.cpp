#include "infrastructure/redis/temporary_redis.hpp"

#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <thread>

#include "infrastructure/redis/connection.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::uint16_t to_cluster_bus = 10'000;  // from a node's port to its second one

bool is_free(std::uint16_t port) {
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw std::runtime_error("no socket can be opened");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    address.sin_port = ::htons(port);
    bool free = ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return free;
}

// Both of its ports lie below those that the kernel gives to clients, who would take them while it is down.
std::uint16_t free_port() {
    for (;;) {
        auto port = static_cast<std::uint16_t>(10'000 + ::arc4random() % 12'000);
        if (is_free(port) && is_free(port + to_cluster_bus)) return port;
    }
}

void until(const std::string& what, const std::function<bool()>& check) {
    auto deadline = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < deadline) {
        try {
            if (check()) return;
        } catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): not yet
        }
        std::this_thread::sleep_for(20ms);
    }
    throw std::runtime_error("waited in vain for " + what);
}

RespValue ask(const RedisAddress& address, const RedisArguments& arguments) {
    auto deadline = std::chrono::steady_clock::now() + 2s;
    RedisConnection connection(address, {}, nullptr, RedisConnection::Peer::server, deadline);
    return connection.call(arguments, deadline);
}

class Folder {
public:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "snapory-redis-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
        path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path path;
};

// One process of redis-server with the lines of a configuration.
class Process {
public:
    Process(const fs::path& above, const std::string& lines, bool sentinel = false)
        : address{"127.0.0.1", free_port()},
          sentinel_(sentinel),
          folder_(above / std::to_string(address.port)) {
        fs::create_directories(folder_);
        std::ofstream(folder_ / "redis.conf")
            << "port " << address.port << "\nbind 127.0.0.1\ndir " << folder_.string() << "\nlogfile log\n"
            << lines;
        start();
    }
    ~Process() { stop(); }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void start() {
        auto file = (folder_ / "redis.conf").string();
        process_ = ::fork();
        if (process_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // NOLINT(*-vararg)
            const auto* mode = sentinel_ ? "--sentinel" : static_cast<const char*>(nullptr);
            ::execlp("redis-server", "redis-server", file.c_str(), mode, nullptr);  // NOLINT(*-vararg)
            ::_exit(127);
        }
        until("redis-server", [this] { return ask(address, {"PING"}).text == "PONG"; });
    }
    void stop() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

    RedisAddress address;

private:
    bool sentinel_;
    fs::path folder_;
    ::pid_t process_ = 0;
};

class Servers : public TemporaryRedis {
public:
    std::size_t masters() const override { return masters_.size(); }
    void stop(std::size_t master) override { masters_.at(master)->stop(); }
    void start(std::size_t master) override { masters_.at(master)->start(); }
    void flush() override {
        for (const auto& master : masters_) ask(master->address, {"FLUSHALL"});
    }

protected:
    Folder folder_;
    std::vector<std::unique_ptr<Process>> masters_, others_;
};

class Single final : public Servers {
public:
    Single() { masters_.push_back(std::make_unique<Process>(folder_.path, "save \"\"\nappendonly no\n")); }
    RedisConfig config() const override {
        return {.addresses = {masters_[0]->address}, .ca = {}, .user = {}, .password = {}, .master = {}};
    }
};

class Cluster final : public Servers {
public:
    Cluster() {
        const std::string lines =
            "save \"\"\ncluster-enabled yes\ncluster-node-timeout 1000\nrepl-diskless-sync-delay 0\n";
        std::string nodes;
        for (int i = 0; i < 6; ++i) {
            auto& list = i < 3 ? masters_ : others_;
            list.push_back(std::make_unique<Process>(folder_.path, lines));
            nodes += " " + list.back()->address.text();
        }
        auto log = (folder_.path / "create.log").string();
        auto command = "redis-cli --cluster create" + nodes + " --cluster-replicas 1 --cluster-yes >" + log;
        if (std::system(command.c_str()) != 0) throw std::runtime_error("no cluster can be made");
        for (const auto* list : {&masters_, &others_})
            for (const auto& node : *list)
                until("the cluster", [&] {
                    auto text = ask(node->address, {"CLUSTER", "INFO"}).text;
                    return text.find("cluster_state:ok") != std::string::npos;
                });
    }
    RedisConfig config() const override {
        RedisConfig config;
        config.topology = RedisTopology::cluster;
        for (const auto& master : masters_) config.addresses.push_back(master->address);
        return config;
    }
};

class Sentinels final : public Servers {
public:
    Sentinels() {
        masters_.push_back(
            std::make_unique<Process>(folder_.path, "save \"\"\nrepl-diskless-sync-delay 0\n"));
        const auto& master = masters_[0]->address;
        auto place = "127.0.0.1 " + std::to_string(master.port);
        others_.push_back(std::make_unique<Process>(
            folder_.path, "save \"\"\nrepl-diskless-sync-delay 0\nreplicaof " + place + "\n"));
        for (int i = 0; i < 3; ++i)
            others_.push_back(
                std::make_unique<Process>(folder_.path,
                                          "sentinel monitor photos " + place +
                                              " 2\nsentinel down-after-milliseconds photos 500\n"
                                              "sentinel failover-timeout photos 3000\n",
                                          true));
        for (std::size_t i = 1; i < others_.size(); ++i)
            until("the Sentinels", [&] {
                auto replicas = ask(others_[i]->address, {"SENTINEL", "REPLICAS", "photos"});
                auto sentinels = ask(others_[i]->address, {"SENTINEL", "SENTINELS", "photos"});
                return replicas.items.size() == 1 && sentinels.items.size() == 2;
            });
    }
    RedisConfig config() const override {
        RedisConfig config;
        config.topology = RedisTopology::sentinel;
        config.master = "photos";
        for (std::size_t i = 1; i < others_.size(); ++i) config.addresses.push_back(others_[i]->address);
        return config;
    }
};

}  // namespace

std::unique_ptr<TemporaryRedis> make_temporary_redis() { return std::make_unique<Single>(); }
std::unique_ptr<TemporaryRedis> make_temporary_redis_cluster() { return std::make_unique<Cluster>(); }
std::unique_ptr<TemporaryRedis> make_temporary_sentinels() { return std::make_unique<Sentinels>(); }

}  // namespace snapory
