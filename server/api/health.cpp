#include "api/health.hpp"

#include <boost/json.hpp>

#include "api/problem.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

http::Response unstored(http::Response response) {
    return std::move(response).with("Cache-Control", "no-store");
}

}  // namespace

bool is_from_outside(const http::Request& request) { return request.header("X-Forwarded-For").has_value(); }

void add_health_routes(http::Scope& scope, const HealthConfig& config, Metrics& metrics) {
    auto alive = json::serialize(json::object{{"status", "ok"}, {"version", config.version}});
    scope.get("/health", http::Route{.handle =
                                         [alive](http::Request& /*request*/) {
                                             return unstored(http::Response::json(200, alive));
                                         },
                                     .on_io_thread = true});
    scope.get("/ready", [probes = config.probes](http::Request& /*request*/) {
        auto readiness = check_readiness(probes);
        return unstored(http::Response::json(readiness.ready ? 200 : 503, readiness.json));
    });
    scope.get("/metrics", [&metrics](http::Request& request) {
        if (is_from_outside(request))
            return problem(request, {.status = 404, .detail = "Nothing is here.", .cause = {}});
        auto response = http::Response::text(200, metrics.text());
        response.headers().set("Content-Type", Metrics::content_type);
        return unstored(std::move(response));
    });
}

}  // namespace snapory
