#include "infrastructure/vision/http_text_reader.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include <boost/json.hpp>

#include "application/ports/unavailable.hpp"
#include "infrastructure/vision/ai_line.hpp"
#include "telemetry/log.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

constexpr long text_milliseconds = 5'000;  // somebody waits; a model that has to load is there for the next
constexpr std::chrono::seconds pause{5};

Embedding meaning_in(const json::object& body) {
    return {ModelId(std::string(body.at("model").as_string())),
            json::value_to<std::vector<std::int8_t>>(body.at("direction")),
            body.at("alike").to_number<float>()};
}

class HttpTextReader final : public TextReader {
public:
    explicit HttpTextReader(const std::string& url) : line_(url) {}

    std::optional<Embedding> read(const std::string& text) override {
        if (Clock::now() < silent_until_.load()) return std::nullopt;
        try {
            return ask(text);
        } catch (const Unavailable& fault) {
            silent_until_ = Clock::now() + pause;
            log_warning("photos are searched by words alone", {{"reason", fault.what()}});
            return std::nullopt;
        }
    }

private:
    std::optional<Embedding> ask(const std::string& text) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        const auto answer = line_.post("/ai/text", {bytes, text.size()}, text_milliseconds);
        if (answer.status == 204) return std::nullopt;
        if (answer.status != 200)
            throw Unavailable("the ai answered with status " + std::to_string(answer.status));
        try {
            return meaning_in(json::parse(answer.body).as_object());
        } catch (const std::exception&) {
            throw Unavailable("the ai's answer cannot be read");
        }
    }

    AiLine line_;
    std::atomic<Clock::time_point> silent_until_{};
};

}  // namespace

std::unique_ptr<TextReader> make_http_text_reader(const std::string& url) {
    return std::make_unique<HttpTextReader>(url);
}

}  // namespace snapory
