#include <signal.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/listen.hpp"
#include "app/request_log.hpp"
#include "app/signals.hpp"
#include "app/wiring.hpp"
#include "http/server.hpp"
#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t ai_port = 8000;
constexpr std::chrono::milliseconds selfies_end = 1s;
constexpr std::chrono::milliseconds photos_end = 7s;

http::ServerConfig ai_server(const Config& config, const std::filesystem::path& socket) {
    auto server = server_config(config, ai_port);
    server.unix_path = socket.string();
    server.handler_threads = 4;
    server.io_threads = 1;
    server.body_threads = 1;
    return server;
}

}  // namespace

int run_ai(const AiOptions& options) {
    SandboxedImageReader images;  // before any thread, and before any secret was read
    Signals signals;
    auto config = load_config(options.installation);
    start_log(config);
    Metrics metrics;
    Traces traces(traces_config(config, "ai"), metrics);
    Foundation base(config, metrics, traces);
    Ai ai(config, base, images, metrics);
    RequestLog observer(metrics, traces);
    auto listening = ai_server(config, options.socket);
    http::Server server(listening, ai.router, observer);
    start_listening(server, listening);
    log_info("started", {{"role", "ai"},
                         {"landlock", images.protections().landlock_abi},
                         {"namespaces", images.protections().namespaces}});

    while (signals.wait() == SIGCHLD) {  // a process that a library started may have ended too
        if (images.stands()) continue;
        log_error("the sandbox ended; this process must be started again");
        return 1;
    }
    server.stop(selfies_end);
    if (!ai.workers.stop(photos_end)) {
        log_warning("stopped while photos were processed; their leases will run out");
        ::_exit(0);
    }
    return 0;
}

}  // namespace snapory
