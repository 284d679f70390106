#include "infrastructure/redis/temporary_redis.hpp"

#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

#include "domain/text.hpp"
#include "infrastructure/redis/slots.hpp"

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
    if (!eventually(check)) throw std::runtime_error("waited in vain for " + what);
}

void run(const std::string& command) {
    if (std::system(command.c_str()) != 0)  // NOLINT(cert-env33-c,concurrency-mt-unsafe): a line of this file
        throw std::runtime_error("this fails: " + command);
}

constexpr std::string_view user_name = "snapory", user_password = "p@ss/w%rd";

// Beside a user who may do anything, the one of the guide for operators.
void write_users(const fs::path& file) {
    constexpr std::string_view placeholder = "PASSWORD";
    std::ifstream guide(OPERATORS_GUIDE);
    std::string line;
    while (std::getline(guide, line) && !line.starts_with("user " + std::string(user_name) + " on >"))
        continue;
    auto at = line.find(placeholder);
    if (at == std::string::npos) throw std::runtime_error("the guide for operators tells of no user");
    std::ofstream(file) << "user default on nopass ~* &* +@all\n"
                        << line.replace(at, placeholder.size(), user_password) << '\n';
}

// The certificate of an authority and, by it, one for the loopback.
void make_certificates(const fs::path& folder) {
    const std::string make = "cd " + folder.string() +
                             " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                             " -days 2 2>openssl.log ";
    run(make + "-subj /CN=authority -keyout ca.key -out ca.pem");
    run(make +
        "-subj /CN=redis -addext subjectAltName=IP:127.0.0.1 -CA ca.pem -CAkey ca.key"
        " -keyout redis.key -out redis.pem");
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
    enum class Mode : std::uint8_t { server, sentinel };

    Process(const fs::path& above, const std::string& lines, Mode mode = Mode::server,
            const RedisTls* tls = nullptr)
        : address{"127.0.0.1", free_port()},
          mode_(mode),
          tls_(tls),
          folder_(above / std::to_string(address.port)) {
        fs::create_directories(folder_);
        std::ofstream(folder_ / "redis.conf")
            << (tls ? "port 0\ntls-port " : "port ") << address.port << "\nbind 127.0.0.1\ndir "
            << folder_.string() << "\nlogfile log\n"
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
            const auto* mode = mode_ == Mode::sentinel ? "--sentinel" : static_cast<const char*>(nullptr);
            ::execlp("redis-server", "redis-server", file.c_str(), mode, nullptr);  // NOLINT(*-vararg)
            ::_exit(127);
        }
        until("redis-server", [this] { return ask({"PING"}).text == "PONG"; });
    }
    void stop() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

    RespValue ask(const RedisArguments& command) const {
        auto deadline = std::chrono::steady_clock::now() + 2s;
        RedisConnection connection(address, {}, tls_, RedisConnection::Peer::server, deadline);
        return connection.call(command, deadline);
    }

    RedisAddress address;

private:
    Mode mode_;
    const RedisTls* tls_;
    fs::path folder_;
    ::pid_t process_ = 0;
};

class Servers : public TemporaryRedis {
public:
    std::size_t masters() const override { return masters_.size(); }
    void stop(std::size_t master) override { masters_.at(master)->stop(); }
    void start(std::size_t master) override { masters_.at(master)->start(); }
    std::size_t master_of(const std::string& /*key*/) const override { return 0; }
    bool replaces_masters() const override { return !others_.empty(); }
    RespValue ask(std::size_t master, const RedisArguments& command) override {
        return masters_.at(master)->ask(command);
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

class Encrypted final : public Servers {
public:
    Encrypted() {
        ::signal(SIGPIPE, SIG_IGN);  // as RedisStream wants it
        make_certificates(folder_.path);
        write_users(path_of("users"));
        tls_ = std::make_unique<RedisTls>(path_of("ca.pem"));
        auto lines = "save \"\"\naclfile " + path_of("users") + "\ntls-auth-clients no\ntls-cert-file " +
                     path_of("redis.pem") + "\ntls-key-file " + path_of("redis.key") + "\ntls-ca-cert-file " +
                     path_of("ca.pem") + "\n";
        masters_.push_back(std::make_unique<Process>(folder_.path, lines, Process::Mode::server, tls_.get()));
    }
    RedisConfig config() const override {
        return parse_redis_url("rediss://" + std::string(user_name) + ":" + percent_encoded(user_password) +
                               "@" + masters_[0]->address.text() + "?ca=" + path_of("ca.pem"))
            .value();
    }

private:
    std::string path_of(const char* name) const { return (folder_.path / name).string(); }

    std::unique_ptr<RedisTls> tls_;
};

class Cluster final : public Servers {
public:
    Cluster() {
        auto users = folder_.path / "users";
        write_users(users);
        const std::string lines =
            "save \"\"\ncluster-enabled yes\ncluster-node-timeout 1000\nrepl-diskless-sync-delay 0\n"
            "aclfile " +
            users.string() + "\n";
        std::string nodes;
        for (int i = 0; i < 6; ++i) {
            auto& list = i < 3 ? masters_ : others_;
            list.push_back(std::make_unique<Process>(folder_.path, lines));
            nodes += " " + list.back()->address.text();
        }
        auto log = (folder_.path / "create.log").string();
        run("redis-cli --cluster create" + nodes + " --cluster-replicas 1 --cluster-yes >" + log);
        for (const auto* list : {&masters_, &others_})
            for (const auto& node : *list)
                until("the cluster", [&] {
                    auto text = node->ask({"CLUSTER", "INFO"}).text;
                    return text.find("cluster_state:ok") != std::string::npos;
                });
    }
    RedisConfig config() const override {
        RedisConfig config;
        config.topology = RedisTopology::cluster;
        config.user = user_name;
        config.password = user_password;
        for (const auto& master : masters_) config.addresses.push_back(master->address);
        return config;
    }
    // redis-cli gives each the same share, in their order.
    std::size_t master_of(const std::string& key) const override {
        return slot_of_key(key) * masters_.size() / cluster_slots;
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
                                          Process::Mode::sentinel));
        for (std::size_t i = 1; i < others_.size(); ++i)
            until("the Sentinels", [&] {
                auto replicas = others_[i]->ask({"SENTINEL", "REPLICAS", "photos"});
                auto sentinels = others_[i]->ask({"SENTINEL", "SENTINELS", "photos"});
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

void TemporaryRedis::flush() {
    for (std::size_t master = 0; master < masters(); ++master) ask(master, {"FLUSHALL"});
}

std::unique_ptr<TemporaryRedis> make_temporary_redis() { return std::make_unique<Single>(); }
std::unique_ptr<TemporaryRedis> make_temporary_redis_with_tls() { return std::make_unique<Encrypted>(); }
std::unique_ptr<TemporaryRedis> make_temporary_redis_cluster() { return std::make_unique<Cluster>(); }
std::unique_ptr<TemporaryRedis> make_temporary_sentinels() { return std::make_unique<Sentinels>(); }

bool eventually(const std::function<bool()>& check) {
    auto deadline = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < deadline) {
        try {
            if (check()) return true;
        } catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): not yet
        }
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

}  // namespace snapory
