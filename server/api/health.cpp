#include "api/health.hpp"

#include <chrono>

#include "api/answer.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

json::object asked(const Dependency& dependency) {
    auto start = Clock::now();
    json::object body{{"name", dependency.name}, {"state", "up"}};
    try {
        dependency.check();
    } catch (const std::exception& fault) {
        body["state"] = "down";
        body["detail"] = fault.what();
    }
    auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
    body["latencyMs"] = static_cast<double>(took.count()) / 1000;
    return body;
}

http::Response readiness(const std::vector<Dependency>& dependencies) {
    bool ready = true;
    json::array items;
    for (const auto& dependency : dependencies) {
        items.push_back(asked(dependency));
        ready = ready && items.back().at("state") == "up";
    }
    auto response = json_answer(
        ready ? 200 : 503, {{"status", ready ? "ready" : "unready"}, {"dependencies", std::move(items)}});
    response.headers().set("Cache-Control", "no-store");
    return response;
}

}  // namespace

void add_health_routes(http::Scope& scope, const HealthConfig& config) {
    auto alive = [body = json::serialize(json::object{{"status", "ok"}, {"version", config.version}})](
                     http::Request& /*request*/) {
        return http::Response::json(200, body).with("Cache-Control", "no-store");
    };
    scope.get("/health", http::Route{.handle = alive, .on_io_thread = true});
    scope.get("/ready", [dependencies = config.dependencies](http::Request& /*request*/) {
        return readiness(dependencies);
    });
    scope.get("/metrics", [metrics = config.metrics](http::Request& /*request*/) {
        auto response = http::Response::text(200, metrics());
        response.headers().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        response.headers().set("Cache-Control", "no-store");
        return response;
    });
}

}  // namespace snapory
