#include "app/api_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <span>
#include <thread>

#include <boost/json.hpp>

#include "app/version.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr int attempts = 9;
constexpr int hasty_attempts = 3;
constexpr std::chrono::milliseconds first_pause = 500ms;
constexpr std::chrono::milliseconds longest_pause = 30s;
constexpr long connect_seconds = 15;
constexpr long stall_seconds = 30;  // without 100 bytes a second the connection is given up
constexpr std::size_t answer_limit = 64 << 20;

bool is_for_later(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

std::string text_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// Certificates to trust in place of those of the system, where OpenSSL's programs look for them too.
const char* trusted_certificates() {
    return std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe): nobody sets any
}

[[noreturn]] void refuse(int status, const std::string& body) {
    boost::system::error_code broken;
    auto problem = json::parse(body, broken);
    if (broken || !problem.is_object())
        throw Refusal(status, "", "the server answered with status " + std::to_string(status));
    const auto& object = problem.as_object();
    auto text = text_at(object, "detail");
    throw Refusal(status, text_at(object, "code"), text.empty() ? text_at(object, "title") : text);
}

}  // namespace

struct ApiClient::Call {
    const char* method;
    std::string url;
    std::string token;
    std::string body = {};             // of JSON requests
    const FileSlice* slice = nullptr;  // in place of body
    const Progress* progress = nullptr;

    // While it runs:
    std::ifstream file = {};
    std::uint64_t left = 0;
    std::int64_t reported = 0;
    const Stopped* stopped = nullptr;
};

struct ApiClient::Answer {
    int status = 0;
    std::string body;
    std::chrono::milliseconds retry_after{0};
};

struct ApiClient::Handle {
    CURL* curl = curl_easy_init();
    curl_slist* headers = nullptr;

    Handle() = default;
    ~Handle() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    void begin() {
        curl_easy_reset(curl);
        curl_slist_free_all(headers);
        headers = nullptr;
        header("Expect:");
    }
    void header(const std::string& line) { headers = curl_slist_append(headers, line.c_str()); }
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(curl, option, value);
    }

    static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* answer) {
        auto& body = static_cast<Answer*>(answer)->body;
        if (body.size() + size * count > answer_limit) return 0;
        body.append(bytes, size * count);
        return size * count;
    }

    static std::size_t give(char* bytes, std::size_t size, std::size_t count, void* call_pointer) {
        auto& call = *static_cast<Call*>(call_pointer);
        auto wanted = std::min<std::uint64_t>(size * count, call.left);
        call.file.read(bytes, static_cast<std::streamsize>(wanted));
        auto got = static_cast<std::size_t>(call.file.gcount());
        if (got < wanted) return CURL_READFUNC_ABORT;  // the file was cut meanwhile
        call.left -= got;
        call.reported += static_cast<std::int64_t>(got);
        (*call.progress)(static_cast<std::int64_t>(got));
        return got;
    }

    static int watch(void* call, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return (*static_cast<Call*>(call)->stopped)() ? 1 : 0;
    }

    void send_slice(Call& call) {
        call.file = std::ifstream(call.slice->file, std::ios::binary);
        call.file.seekg(static_cast<std::streamoff>(call.slice->offset));
        call.left = call.slice->bytes;
        call.reported = 0;
        header("Content-Type: application/octet-stream");
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, give);
        set(CURLOPT_READDATA, &call);
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(call.slice->bytes));
    }

    void send_json(const Call& call) {
        header("Content-Type: application/json");
        set(CURLOPT_POSTFIELDS, call.body.c_str());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    }
};

ApiClient::ApiClient(std::string server, std::string token, Stopped stopped, Patience patience)
    : server_(std::move(server)),
      token_(std::move(token)),
      stopped_(std::move(stopped)),
      patience_(patience),
      handle_(std::make_unique<Handle>()) {
    while (server_.ends_with('/')) server_.pop_back();
    if (handle_->curl == nullptr) throw std::runtime_error("libcurl cannot be used");
}

ApiClient::~ApiClient() = default;

json::value ApiClient::get(const std::string& path) { return exchange("GET", path, nullptr); }
json::value ApiClient::post(const std::string& path, const json::value& body) {
    return exchange("POST", path, &body);
}

json::value ApiClient::exchange(const char* method, const std::string& path, const json::value* body) {
    Call call{.method = method, .url = server_ + "/api/v1" + path, .token = token_};
    if (body != nullptr) call.body = json::serialize(*body);
    auto answer = insist(call);
    if (answer.body.empty()) return nullptr;
    boost::system::error_code broken;
    auto value = json::parse(answer.body, broken);
    if (broken) throw std::runtime_error(server_ + " does not answer as a Snapory server does");
    return value;
}

void ApiClient::put(const std::string& url, const FileSlice& slice, const Progress& progress) {
    Call call{.method = "PUT", .url = url.starts_with('/') ? server_ + url : url, .token = {}};
    call.slice = &slice;
    call.progress = &progress;
    insist(call);
}

ApiClient::Answer ApiClient::insist(Call& call) {
    call.stopped = &stopped_;
    auto wait = first_pause;
    for (int left = patience_ == Patience::two_minutes ? attempts : hasty_attempts;; --left) {
        Answer answer;
        try {
            answer = attempt(call);
            if (answer.status < 400) return answer;
            bool again = is_for_later(answer.status) ||
                         (call.slice != nullptr && answer.status == 500);  // as object stores say it
            if (!again || left == 1) refuse(answer.status, answer.body);
        } catch (const Refusal&) {
            throw;
        } catch (const std::runtime_error&) {
            if (stopped_()) throw Interrupted();
            if (left == 1) throw;
        }
        if (call.reported != 0) (*call.progress)(-std::exchange(call.reported, 0));
        pause(std::max(wait, answer.retry_after));
        wait = std::min(wait * 2, longest_pause);
    }
}

ApiClient::Answer ApiClient::attempt(Call& call) {
    Answer answer;
    auto& handle = *handle_;
    handle.begin();
    handle.set(CURLOPT_URL, call.url.c_str());
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https");
    handle.set(CURLOPT_USERAGENT, (std::string("snapory/") + program_version).c_str());
    if (const auto* trusted = trusted_certificates()) handle.set(CURLOPT_CAINFO, trusted);
    handle.set(CURLOPT_NOSIGNAL, 1L);
    handle.set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
    handle.set(CURLOPT_LOW_SPEED_LIMIT, 100L);
    handle.set(CURLOPT_LOW_SPEED_TIME, stall_seconds);
    handle.set(CURLOPT_NOPROGRESS, 0L);
    handle.set(CURLOPT_XFERINFOFUNCTION, Handle::watch);
    handle.set(CURLOPT_XFERINFODATA, &call);
    handle.set(CURLOPT_WRITEFUNCTION, Handle::take);
    handle.set(CURLOPT_WRITEDATA, &answer);
    if (call.slice != nullptr)
        handle.send_slice(call);
    else if (!call.body.empty())
        handle.send_json(call);
    handle.set(CURLOPT_CUSTOMREQUEST, call.method);
    if (!call.token.empty()) handle.header("Authorization: Bearer " + call.token);
    handle.set(CURLOPT_HTTPHEADER, handle.headers);
    auto outcome = curl_easy_perform(handle.curl);
    if (outcome != CURLE_OK)
        throw std::runtime_error(server_ + " cannot be reached: " + curl_easy_strerror(outcome));
    long status = 0;
    curl_off_t later = 0;
    curl_easy_getinfo(handle.curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle.curl, CURLINFO_RETRY_AFTER, &later);
    answer.status = static_cast<int>(status);
    answer.retry_after = std::min<std::chrono::milliseconds>(std::chrono::seconds(later), 60s);
    return answer;
}

void ApiClient::pause(std::chrono::milliseconds time) const {
    for (auto until = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < until;) {
        if (stopped_()) throw Interrupted();
        std::this_thread::sleep_for(50ms);
    }
}

}  // namespace snapory
