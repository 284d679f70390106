#include <signal.h>

#include "app/child_program.hpp"
#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/listen.hpp"
#include "app/request_log.hpp"
#include "app/signals.hpp"
#include "app/wiring.hpp"
#include "http/server.hpp"
#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t serve_port = 8080, api_port = 5000, web_port = 3000;
// Together below the ten seconds that a stop may take.
constexpr std::chrono::milliseconds requests_end = 7s;
constexpr std::chrono::milliseconds photos_end = 9s;

std::vector<std::string> ai_arguments(const InstallationOptions& options, const Config& config,
                                      const std::filesystem::path& socket) {
    std::vector<std::string> arguments{"snapory",       "ai",     "--socket",
                                       socket.string(), "--data", config.data.string()};
    if (options.config_file) arguments.insert(arguments.end(), {"--config", options.config_file->string()});
    return arguments;
}

void wait_for_end(const Signals& signals) {
    for (auto signal = signals.wait(); signal == SIGCHLD;) signal = signals.wait();
}

// Keeps the child running until this process is asked to end.
void supervise(ChildProgram& child, const Signals& signals) {
    for (;;) {
        child.start_if_due();
        auto signal = signals.wait(child.due_in());
        if (signal == SIGCHLD)
            child.reap();
        else if (signal)
            return;
    }
}

int run_front(const InstallationOptions& options, FrontRoles roles, std::uint16_t port) {
    Signals signals;
    auto config = load_config(options);
    start_log(config);
    Metrics metrics;
    Traces traces(traces_config(config, roles.api ? "api" : "web"), metrics);
    Foundation base(config, metrics, traces);
    FrontDoors doors(config, base, roles, config.ai_url.empty() ? "http://127.0.0.1:8000" : config.ai_url,
                     metrics);
    RequestLog observer(metrics, traces);
    auto listening = server_config(config, port);
    http::Server server(listening, doors.router, observer);
    start_listening(server, listening);
    log_info("started", {{"role", roles.api ? "api" : "web"}, {"port", server.port()}});
    wait_for_end(signals);
    server.stop(requests_end);
    return 0;
}

}  // namespace

int serve(const InstallationOptions& options) {
    Signals signals;
    auto config = load_config(options);
    start_log(config);
    make_data_folder(config);
    DataFolderLock lock(config.data);
    Metrics metrics;
    Traces traces(traces_config(config, "serve"), metrics);
    Foundation base(config, metrics, traces);
    auto socket = socket_folder(config) / "ai.sock";
    FrontDoors doors(config, base, {}, "unix:" + socket.string(), metrics);
    forward_ai(doors.router, doors.ai_url);
    RequestLog observer(metrics, traces);
    auto listening = server_config(config, serve_port);
    http::Server server(listening, doors.router, observer);
    start_listening(server, listening);
    announce(listening, server.port(), config.public_url);

    ChildProgram ai(ai_arguments(options, config, socket));
    supervise(ai, signals);

    auto asked = std::chrono::steady_clock::now();
    ai.ask_to_end();
    server.stop(requests_end);
    auto passed = std::chrono::steady_clock::now() - asked;
    ai.stop(std::max(0ms, std::chrono::floor<std::chrono::milliseconds>(photos_end - passed)));
    log_info("stopped");
    return 0;
}

int run_api(const InstallationOptions& options) {
    return run_front(options, {.api = true, .web = false}, api_port);
}

int run_web(const InstallationOptions& options) {
    return run_front(options, {.api = false, .web = true}, web_port);
}

}  // namespace snapory
