#include "infrastructure/vision/http_selfie_reader.hpp"

#include <curl/curl.h>

#include <array>
#include <mutex>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "application/ports/unavailable.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr long connect_milliseconds = 2'000;
constexpr long selfie_milliseconds = 30'000;  // the ai may have to load its models first
constexpr long health_milliseconds = 2'000;
constexpr std::size_t answer_limit = 1 << 20;  // bytes

struct Answer {
    long status = 0;
    std::string body;
};

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* answer) {
    auto& body = static_cast<Answer*>(answer)->body;
    if (body.size() + size * count > answer_limit) return 0;
    body.append(bytes, size * count);
    return size * count;
}

struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;

// One server, and the connections to it that are not in use.
class Line {
public:
    explicit Line(const std::string& url) {
        constexpr std::string_view unix_scheme = "unix:";
        static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        if (!ready) throw Unavailable("libcurl cannot be used");
        if (url.starts_with(unix_scheme))
            socket_ = url.substr(unix_scheme.size());
        else
            base_ = url;
    }

    Answer get(const std::string& path, long deadline) { return send(path, nullptr, deadline); }
    Answer post(const std::string& path, std::span<const std::uint8_t> body, long deadline) {
        return send(path, &body, deadline);
    }

private:
    Answer send(const std::string& path, const std::span<const std::uint8_t>* body, long deadline) {
        auto handle = take();
        Answer answer;
        set_up(handle.get(), base_ + path, deadline, answer);
        std::unique_ptr<curl_slist, Cleanup> headers(
            curl_slist_append(nullptr, "Content-Type: application/octet-stream"));
        if (body != nullptr) {
            curl_easy_setopt(handle.get(), CURLOPT_POST, 1L);
            curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body->data());
            curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(body->size()));
            headers.reset(curl_slist_append(headers.release(), "Expect:"));
            if (auto trace = current_traceparent(); !trace.empty())
                headers.reset(curl_slist_append(headers.release(), ("traceparent: " + trace).c_str()));
            curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
        }
        auto outcome = curl_easy_perform(handle.get());
        if (outcome != CURLE_OK)
            throw Unavailable(std::string("the ai does not answer: ") + curl_easy_strerror(outcome));
        curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
        give_back(std::move(handle));
        return answer;
    }

    void set_up(CURL* handle, const std::string& url, long deadline, Answer& answer) const {
        curl_easy_reset(handle);
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        if (!socket_.empty()) curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, socket_.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http");
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, deadline);
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, collect);
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    }

    Handle take() {
        std::lock_guard lock(mutex_);
        if (idle_.empty()) {
            Handle fresh(curl_easy_init());
            if (!fresh) throw Unavailable("libcurl cannot be used");
            return fresh;
        }
        auto handle = std::move(idle_.back());
        idle_.pop_back();
        return handle;
    }

    void give_back(Handle handle) {
        std::lock_guard lock(mutex_);
        idle_.push_back(std::move(handle));
    }

    std::string base_ = "http://localhost";
    std::string socket_;
    std::mutex mutex_;
    std::vector<Handle> idle_;
};

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
    Line line_;
};

}  // namespace

std::unique_ptr<SelfieReader> make_http_selfie_reader(const std::string& url) {
    return std::make_unique<HttpSelfieReader>(url);
}

void require_ai(const std::string& url) {
    auto status = Line(url).get("/ai/health", health_milliseconds).status;
    if (status != 200) throw Unavailable("the ai answered with status " + std::to_string(status));
}

}  // namespace snapory
