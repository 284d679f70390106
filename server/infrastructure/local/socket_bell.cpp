#include "infrastructure/local/socket_bell.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include "application/live/bell_listeners.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr std::string_view jobs_message = "jobs";
constexpr std::string_view event_prefix = "event ";

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path)
        throw Unavailable("The path of the bell's folder is too long for a socket.");
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return address;
}

class SocketBell : public Bell {
public:
    explicit SocketBell(std::filesystem::path folder)
        : folder_(std::move(folder)),
          own_(folder_ / (std::to_string(::getpid()) + "-" + std::to_string(++made_) + ".sock")) {
        std::filesystem::create_directories(folder_);
        socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        std::filesystem::remove(own_);  // of a process that had our number before
        auto address = address_of(own_);
        if (socket_ < 0 || ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw Unavailable("The bell cannot be bound: " + std::string(std::strerror(errno)));
        thread_ = std::thread([this] { receive(); });
    }
    SocketBell(const SocketBell&) = delete;
    SocketBell& operator=(const SocketBell&) = delete;
    ~SocketBell() override {
        stopping_ = true;
        ::shutdown(socket_, SHUT_RD);
        thread_.join();
        ::close(socket_);
        std::error_code ignored;
        std::filesystem::remove(own_, ignored);
    }

    void ring_jobs() noexcept override { ring(std::string(jobs_message)); }
    void ring_event(const EventId& event) noexcept override {
        ring(std::string(event_prefix) + event.text());
    }
    std::shared_ptr<void> listen(Listener listener) override { return listeners_.add(std::move(listener)); }

private:
    void ring(const std::string& message) noexcept {
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
            auto address = address_of(entry.path());
            auto sent = ::sendto(socket_, message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                                 reinterpret_cast<const sockaddr*>(&address), sizeof address);
            // A full queue is no loss: whoever has not read it yet is about to look anyway.
            if (sent < 0 && errno == ECONNREFUSED) std::filesystem::remove(entry.path(), ignored);
        }
    }
    void receive() {
        char buffer[128];
        while (!stopping_) {
            auto got = ::recv(socket_, buffer, sizeof buffer, 0);
            if (got > 0) hear({buffer, static_cast<std::size_t>(got)});
            if (got < 0 && errno != EINTR) return;
        }
    }
    void hear(std::string_view message) {
        if (message == jobs_message) listeners_.jobs();
        if (message.starts_with(event_prefix))
            listeners_.event(EventId(std::string(message.substr(event_prefix.size()))));
    }

    static inline std::atomic<int> made_{0};
    std::filesystem::path folder_;
    std::filesystem::path own_;
    int socket_ = -1;
    std::atomic<bool> stopping_{false};
    BellListeners listeners_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Bell> make_socket_bell(const std::filesystem::path& folder) {
    return std::make_unique<SocketBell>(folder);
}

}  // namespace snapory
