#include "ai/ai.hpp"

#include <utility>

#include <boost/json.hpp>

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::uint64_t picture_limit = 32 << 20;  // bytes
constexpr std::uint64_t text_limit = 1 << 10;      // the same

// What a guest can do about a picture; all else that goes wrong is the operator's and answers 500.
std::string_view name_of(Errc code) {
    switch (code) {
        case Errc::unsupported_format: return "unsupported_format";
        case Errc::too_large: return "too_large";
        case Errc::no_face: return "no_face";
        case Errc::several_faces: return "several_faces";
        case Errc::face_too_small: return "face_too_small";
        case Errc::face_too_dark: return "face_too_dark";
        case Errc::face_too_blurred: return "face_too_blurred";
        case Errc::face_turned_away: return "face_turned_away";
        default: return "unreadable";
    }
}

http::Response refused(const Error& error) {
    json::object body{{"code", name_of(error.code)}, {"detail", error.detail}};
    return http::Response::json(422, json::serialize(body));
}

http::Response answer(const SelfieReading& reading) {
    json::array code(reading.code.begin(), reading.code.end());
    json::object body{{"code", std::move(code)},
                      {"model", reading.model.text()},
                      {"match", reading.thresholds.match},
                      {"maybe", reading.thresholds.maybe},
                      {"quality", reading.quality}};
    return http::Response::json(200, json::serialize(body));
}

http::Response read_selfie(SelfieReader& selfies, const std::string& picture) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(picture.data());
    auto reading = selfies.read({bytes, picture.size()});
    return reading ? answer(*reading) : refused(reading.error());
}

http::Response read_text(TextReader& texts, const std::string& text) {
    const auto meant = texts.read(text);
    if (!meant) return http::Response::no_content();
    json::object body{{"model", meant->model.text()},
                      {"direction", json::array(meant->values.begin(), meant->values.end())},
                      {"alike", meant->alike}};
    return http::Response::json(200, json::serialize(body));
}

}  // namespace

void add_ai_routes(http::Router& router, AiConfig config, SelfieReader& selfies, TextReader& texts,
                   Metrics& metrics) {
    auto health = json::serialize(json::object{{"status", "ok"}, {"version", config.version}});
    for (const auto* prefix : {"", "/ai"}) {
        auto& scope = router.scope(prefix);
        scope.get("/health", [health](http::Request&) { return http::Response::json(200, health); });
        scope.get("/ready", [probes = config.probes](http::Request&) {
            auto readiness = check_readiness(probes);
            return http::Response::json(readiness.ready ? 200 : 503, readiness.json);
        });
        scope.get("/metrics", [&metrics](http::Request&) {
            auto response = http::Response::text(200, metrics.text());
            response.headers().set("Content-Type", Metrics::content_type);
            return response;
        });
    }
    router.scope("/ai").post(
        "/selfie",
        http::Route{
            .handle = [&selfies](http::Request& request) { return read_selfie(selfies, request.body()); },
            .body_limit = picture_limit});
    router.scope("/ai").post(
        "/text",
        http::Route{.handle = [&texts](http::Request& request) { return read_text(texts, request.body()); },
                    .body_limit = text_limit});
}

}  // namespace snapory
