#include "infrastructure/vision/http_selfie_reader.hpp"

#include <array>
#include <utility>

#include <boost/json.hpp>

#include "application/ports/unavailable.hpp"
#include "infrastructure/vision/ai_line.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr long selfie_milliseconds = 30'000;  // the ai may have to load its models first
constexpr long health_milliseconds = 2'000;

Errc code_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Errc>, 8> codes{{
        {"unsupported_format", Errc::unsupported_format},
        {"too_large", Errc::too_large},
        {"no_face", Errc::no_face},
        {"several_faces", Errc::several_faces},
        {"face_too_small", Errc::face_too_small},
        {"face_too_dark", Errc::face_too_dark},
        {"face_too_blurred", Errc::face_too_blurred},
        {"face_turned_away", Errc::face_turned_away},
    }};
    for (const auto& [known, code] : codes)
        if (known == name) return code;
    return Errc::unreadable;
}

Error error_of(const json::object& body) {
    return {code_of(std::string_view(body.at("code").as_string())),
            std::string(body.at("detail").as_string()),
            {}};
}

SelfieReading reading_of(const json::object& body) {
    return {.code = json::value_to<FaceCode>(body.at("code")),
            .model = ModelId(std::string(body.at("model").as_string())),
            .thresholds = {body.at("match").to_number<float>(), body.at("maybe").to_number<float>()},
            .quality = body.at("quality").to_number<float>()};
}

class HttpSelfieReader final : public SelfieReader {
public:
    explicit HttpSelfieReader(const std::string& url) : line_(url) {}

    Result<SelfieReading> read(std::span<const std::uint8_t> picture) override {
        auto answer = line_.post("/ai/selfie", picture, selfie_milliseconds);
        if (answer.status == 413) return fail(Errc::too_large, "This picture is too large for a selfie.");
        if (answer.status != 200 && answer.status != 422)
            throw Unavailable("the ai answered with status " + std::to_string(answer.status));
        try {
            auto body = json::parse(answer.body).as_object();
            if (answer.status == 422) return fail(error_of(body));
            return reading_of(body);
        } catch (const std::exception&) {
            throw Unavailable("the ai's answer cannot be read");
        }
    }

private:
    AiLine line_;
};

}  // namespace

std::unique_ptr<SelfieReader> make_http_selfie_reader(const std::string& url) {
    return std::make_unique<HttpSelfieReader>(url);
}

void require_ai(const std::string& url) {
    auto status = AiLine(url).get("/ai/health", health_milliseconds).status;
    if (status != 200) throw Unavailable("the ai answered with status " + std::to_string(status));
}

}  // namespace snapory
