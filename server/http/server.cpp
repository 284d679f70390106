#include "http/server.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>

#include "http/census.hpp"
#include "http/connection.hpp"
#include "http/io_thread.hpp"
#include "http/listener.hpp"
#include "http/shared.hpp"

namespace snapory::http {
namespace {

// Fine enough that a deadline is late by a quarter at most.
std::chrono::milliseconds sweep_interval(const ServerConfig& config) {
    const auto shortest = std::min({config.header_deadline, config.idle_deadline, config.keep_alive,
                                    config.linger, config.websocket_ping});
    return std::clamp<std::chrono::milliseconds>(shortest / 4, std::chrono::milliseconds{5},
                                                 std::chrono::milliseconds{500});
}

}  // namespace

class Server::Engine {
public:
    Engine(ServerConfig config, const Router& router, Observer& observer);
    ~Engine() { stop({}); }
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void start();
    std::uint16_t port() const { return listener_ ? listener_->port() : 0; }
    void stop(std::chrono::milliseconds deadline);

private:
    void admit(OwnedFd socket, boost::asio::generic::stream_protocol protocol, const std::string& address);

    ServerConfig config_;
    Shared shared_;
    Census census_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::unique_ptr<Listener> listener_;
    std::size_t next_thread_ = 0;  // on the listener's thread
};

Server::Engine::Engine(ServerConfig config, const Router& router, Observer& observer)
    : config_(std::move(config)),
      shared_{.config = config_,
              .router = router,
              .observer = observer,
              .proxies = TrustedProxies(config_.trusted_proxies),
              .handlers = Pool(std::max(1U, config_.handler_threads)),
              .bodies = Pool(std::max(1U, config_.body_threads))},
      census_(config_.max_connections, config_.max_connections_per_address) {}

void Server::Engine::start() {
    for (unsigned i = 0; i < std::max(1U, config_.io_threads); ++i)
        threads_.push_back(std::make_unique<IoThread>(sweep_interval(config_)));
    listener_ = std::make_unique<Listener>(
        config_, *threads_.front(),
        [this](OwnedFd socket, boost::asio::generic::stream_protocol protocol, const std::string& address) {
            admit(std::move(socket), protocol, address);
        });
    listener_->start();
}

// A client too many is let go without an answer, which costs least.
void Server::Engine::admit(OwnedFd fd, boost::asio::generic::stream_protocol protocol,
                           const std::string& address) {
    auto ticket = census_.admit(address, shared_.proxies.contains(address));
    if (!ticket || shared_.draining) return;
    IoThread& thread = *threads_[next_thread_++ % threads_.size()];
    Socket socket(thread.executor());
    socket.assign(protocol, fd.release());
    auto connection =
        std::make_unique<Connection>(shared_, thread, std::move(socket), address, std::move(ticket));
    // What escapes a connection, such as a lack of memory, ends that connection only.
    boost::asio::co_spawn(thread.executor(), Connection::serve(std::move(connection)),
                          [](const std::exception_ptr&) {});
}

void Server::Engine::stop(std::chrono::milliseconds deadline) {
    if (!listener_ || shared_.draining.exchange(true)) return;
    listener_->close();
    for (auto& thread : threads_) thread->post_drain();
    if (!census_.wait_until_empty(Clock::now() + deadline)) {
        for (auto& thread : threads_) thread->post_cut();
        census_.wait_until_empty();
    }
    for (auto& thread : threads_) thread->stop();
    listener_.reset();
    threads_.clear();
}

Server::Server(ServerConfig config, const Router& router, Observer& observer)
    : engine_(std::make_unique<Engine>(std::move(config), router, observer)) {}
Server::~Server() = default;
void Server::start() { engine_->start(); }
std::uint16_t Server::port() const { return engine_->port(); }
void Server::stop(std::chrono::milliseconds deadline) { engine_->stop(deadline); }

}  // namespace snapory::http
