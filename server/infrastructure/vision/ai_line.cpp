#include "infrastructure/vision/ai_line.hpp"

#include <curl/curl.h>

#include <mutex>
#include <utility>
#include <vector>

#include "application/ports/unavailable.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

constexpr long connect_milliseconds = 2'000;
constexpr std::size_t answer_limit = 1 << 20;  // bytes

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* answer) {
    auto& body = static_cast<AiAnswer*>(answer)->body;
    if (body.size() + size * count > answer_limit) return 0;
    body.append(bytes, size * count);
    return size * count;
}

struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;

}  // namespace

class AiLine::Connections {
public:
    explicit Connections(const std::string& url) {
        constexpr std::string_view unix_scheme = "unix:";
        static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        if (!ready) throw Unavailable("libcurl cannot be used");
        if (url.starts_with(unix_scheme))
            socket_ = url.substr(unix_scheme.size());
        else
            base_ = url;
    }

    // A GET where there is no body.
    AiAnswer send(const std::string& path, const std::span<const std::uint8_t>* body, long deadline) {
        auto handle = take();
        AiAnswer answer;
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

private:
    void set_up(CURL* handle, const std::string& url, long deadline, AiAnswer& answer) const {
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

AiLine::AiLine(const std::string& url) : connections_(std::make_unique<Connections>(url)) {}
AiLine::~AiLine() = default;

AiAnswer AiLine::get(const std::string& path, long deadline) {
    return connections_->send(path, nullptr, deadline);
}

AiAnswer AiLine::post(const std::string& path, std::span<const std::uint8_t> body, long deadline) {
    return connections_->send(path, &body, deadline);
}

}  // namespace snapory
