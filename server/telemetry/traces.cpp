#include "telemetry/traces.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_waiting = 4096;  // spans, about 2 MB
constexpr std::size_t batch_spans = 512;
constexpr auto longest_wait = 2s;
constexpr std::chrono::milliseconds send_deadline = 10s;
constexpr std::chrono::milliseconds last_deadline = 1s;

std::vector<Span::Attribute> describe(const TracesConfig& config) {
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    return {{"service.name", "snapory-" + config.role},
            {"service.version", config.version},
            {"service.instance.id", std::string(host) + "-" + std::to_string(::getpid())}};
}

std::size_t ignore(char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/) {
    return size * count;
}

struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What is wrong; empty when the collector took the body.
std::string post(const std::string& url, const std::string& body, std::chrono::milliseconds deadline) {
    std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
    std::unique_ptr<curl_slist, Cleanup> headers(
        curl_slist_append(nullptr, "Content-Type: application/json"));
    if (!handle || !headers) return "libcurl cannot be used";
    curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(deadline.count()));
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, ignore);
    auto outcome = curl_easy_perform(handle.get());
    if (outcome != CURLE_OK) return curl_easy_strerror(outcome);
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return status / 100 == 2 ? std::string() : "status " + std::to_string(status);
}

}  // namespace

Traces::Traces(TracesConfig config, Metrics& metrics)
    : config_(std::move(config)), resource_(describe(config_)), metrics_(metrics) {
    if (config_.url.empty()) return;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    thread_ = std::thread([this] { work(); });
}

Traces::~Traces() {
    if (!thread_.joinable()) return;
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Traces::ended(Span span) {
    if (!keeps(span.context)) return;
    std::size_t waiting = most_waiting;
    {
        std::lock_guard lock(mutex_);
        if (waiting_.size() < most_waiting) {
            waiting_.push_back(std::move(span));
            waiting = waiting_.size();
        } else {
            metrics_.spans_left(false, 1);
        }
    }
    if (waiting == batch_spans) wake_.notify_one();
}

void Traces::ended_now(std::string_view name, SpanKind kind, std::chrono::nanoseconds took) {
    const auto* parent = current_trace();
    if (parent == nullptr || !keeps(*parent)) return;
    auto begun = std::chrono::system_clock::now() -
                 std::chrono::duration_cast<std::chrono::system_clock::duration>(took);
    ended({.context = child_of(*parent),
           .parent_id = parent->span_id,
           .name = std::string(name),
           .kind = kind,
           .begun = begun,
           .took = took,
           .attributes = {}});
}

void Traces::work() {
    std::unique_lock lock(mutex_);
    for (bool last = false; !last;) {
        wake_.wait_for(lock, longest_wait, [this] { return stopping_ || waiting_.size() >= batch_spans; });
        last = stopping_;
        auto batch = std::exchange(waiting_, {});
        lock.unlock();
        if (!batch.empty()) send(batch, last ? last_deadline : send_deadline);
        lock.lock();
    }
}

void Traces::send(const Batch& batch, std::chrono::milliseconds deadline) {
    auto fault = post(config_.url, to_otlp(resource_, batch), deadline);
    metrics_.spans_left(fault.empty(), batch.size());
    bool reached = fault.empty();
    if (std::exchange(reached_, reached) == reached) return;
    if (reached)
        log_info("the collector of traces takes them again");
    else
        log_warning("the collector of traces does not take them; they are dropped", {{"fault", fault}});
}

}  // namespace snapory
