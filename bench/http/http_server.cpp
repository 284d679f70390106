// What beside_nginx.py measures beside nginx: the transport with the cheapest handlers there can be.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "http/server.hpp"

using namespace snapory::http;

namespace {

constexpr std::string_view small_body = R"({"id":"0190b2c3","name":"Wedding","photos":1234,"ok":true})";
constexpr std::uint64_t largest_upload = 1ULL << 40;

class NoObserver final : public Observer {
    void on_request_end(const RequestRecord&) override {}
};

class FileSink final : public BodySink {
public:
    explicit FileSink(const std::string& path)
        : fd_(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {
        if (!fd_) throw std::runtime_error("cannot create " + path);
    }
    bool write(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const auto count = ::write(fd_.get(), bytes.data(), bytes.size());
            if (count < 0) throw std::runtime_error("cannot write");
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
        return true;
    }

private:
    OwnedFd fd_;
};

class NullWebSocket final : public WebSocketHandler {
    void on_open(std::shared_ptr<WebSocketPeer>) override {}
    void on_message(std::string_view) override {}
    void on_close(std::uint16_t) override {}
};

Response small(Request&) { return Response::json(200, std::string(small_body)); }

void add_routes(Scope& site, const std::string& folder) {
    site.get("/small", small);
    site.get("/inline", Route{.handle = small, .on_io_thread = true});
    site.get("/files/:name", [folder](Request& request) {
        return Response::file(folder + '/' + std::string(request.param("name")), "application/octet-stream");
    });
    site.put("/files/:name", Route{.handle = [](Request&) { return Response(201); },
                                   .open_sink =
                                       [folder](Request& request) {
                                           return std::make_unique<FileSink>(
                                               folder + '/' + std::string(request.param("name")));
                                       },
                                   .body_limit = largest_upload});
    site.websocket("/live", [](Request&) { return std::make_unique<NullWebSocket>(); });
}

}  // namespace

// http_server PORT FOLDER: serves until SIGTERM, with as many I/O threads as nginx gets workers: one.
int main(int count, char** arguments) {
    if (count != 3) return 2;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);

    Router router;
    add_routes(router.scope(""), arguments[2]);
    NoObserver observer;
    ServerConfig config;
    config.port = static_cast<std::uint16_t>(std::stoi(arguments[1]));
    config.io_threads = 1;
    config.max_connections_per_address = config.max_connections;
    Server server(config, router, observer);
    server.start();
    int signal = 0;
    ::sigwait(&stop, &signal);
    server.stop();
    return 0;
}
