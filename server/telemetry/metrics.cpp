#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace snapory {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;
using Buckets = Histogram::BucketBoundaries;

double seconds(Metrics::Duration duration) { return std::chrono::duration<double>(duration).count(); }

// The metrics of a family by one text that stands for their labels, since the family itself builds and hashes
// a map of labels for each look-up, which costs more than the counting.
template <class Metric>
class ByLabels {
public:
    explicit ByLabels(Family<Metric>& family) : family_(family) {}

    template <class MakeLabels, class... Arguments>
    Metric& find(std::string_view text, MakeLabels make_labels, const Arguments&... arguments) {
        {
            std::shared_lock lock(mutex_);
            auto known = metrics_.find(text);
            if (known != metrics_.end()) return *known->second;
        }
        auto& metric = family_.Add(make_labels(), arguments...);
        std::unique_lock lock(mutex_);
        metrics_.emplace(text, &metric);
        return metric;
    }

private:
    Family<Metric>& family_;
    std::shared_mutex mutex_;
    std::map<std::string, Metric*, std::less<>> metrics_;
};

const Buckets& request_buckets() {
    static const Buckets buckets{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60};
    return buckets;
}
const Buckets& job_buckets() {
    static const Buckets buckets{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 60};
    return buckets;
}
const Buckets& statement_buckets() {
    static const Buckets buckets{.0001, .00025, .0005, .001, .0025, .005, .01, .05, .25, 1, 5};
    return buckets;
}

constexpr std::array<std::string_view, 4> outcome_names{"done", "retried", "failed", "lost"};
using ByOutcome = std::array<Histogram*, outcome_names.size()>;

// All of them from the start, so that the first of its kind is seen as an increase.
ByOutcome by_outcome(Family<Histogram>& family) {
    ByOutcome histograms{};
    std::ranges::transform(outcome_names, histograms.begin(), [&](std::string_view name) {
        return &family.Add({{"outcome", std::string(name)}}, job_buckets());
    });
    return histograms;
}

double resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0, resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto seconds_of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double open_descriptors() {
    std::error_code unreadable;
    std::filesystem::directory_iterator descriptors("/proc/self/fd", unreadable);
    return static_cast<double>(std::distance(begin(descriptors), end(descriptors)));
}

double most_descriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<double>(limit.rlim_cur);
}

}  // namespace

struct Metrics::Registry {
    prometheus::Registry all;

    template <class Build>
    auto& family(Build build, const char* name, const char* help) {
        return build.Name(name).Help(help).Register(all);
    }
    Family<Counter>& counter(const char* name, const char* help) {
        return family(BuildCounter(), name, help);
    }
    Family<Gauge>& gauge(const char* name, const char* help) { return family(BuildGauge(), name, help); }
    Family<Histogram>& histogram(const char* name, const char* help) {
        return family(BuildHistogram(), name, help);
    }

    ByLabels<Histogram> requests{histogram("snapory_http_request_duration_seconds",
                                           "Time from the whole head to the last byte of the answer.")};
    ByLabels<Counter> responses{
        counter("snapory_http_requests_total", "Requests answered, by route and status.")};
    ByLabels<Counter> received{
        counter("snapory_http_request_body_bytes_total", "Bytes of request bodies that came, by route.")};
    Gauge& websockets = gauge("snapory_websocket_clients", "Open WebSockets.").Add({});
    Counter& photos = counter("snapory_uploads_total", "Photos received and safe.").Add({});
    Counter& photo_bytes =
        counter("snapory_upload_bytes_total", "Bytes of photos received and safe.").Add({});
    ByLabels<Counter> refused{
        counter("snapory_upload_failures_total", "Files and parts that were not taken, by reason.")};
    Counter& claimed = counter("snapory_jobs_claimed_total", "Photos taken up for processing.").Add({});
    ByOutcome jobs =
        by_outcome(histogram("snapory_job_duration_seconds", "Processing of one photo, by outcome."));
    ByLabels<Histogram> stages{
        histogram("snapory_job_stage_duration_seconds", "Processing of one photo, by stage.")};
    Histogram& ready =
        histogram("snapory_photo_ready_seconds", "From a photo being safe to its first being ready.")
            .Add({}, job_buckets());
    Counter& faces = counter("snapory_faces_found_total", "Faces found in photos.").Add({});
    Counter& matched =
        counter("snapory_matches_announced_total", "Guests told of a new photo that they are in.").Add({});
    Counter& sandbox_deaths =
        counter("snapory_sandbox_deaths_total", "Decoders that crashed, hung or overstepped a limit.")
            .Add({});
    Family<Gauge>& queue = gauge("snapory_jobs", "Photos in the queue, by state.");
    Gauge& waiting = queue.Add({{"state", "waiting"}});
    Gauge& running = queue.Add({{"state", "running"}});
    Gauge& failed = queue.Add({{"state", "failed"}});
    Gauge& late = queue.Add({{"state", "late"}});
    Gauge& oldest =
        gauge("snapory_jobs_oldest_waiting_seconds", "How long the first of the queue has waited.").Add({});
    ByLabels<Histogram> store_calls{
        histogram("snapory_store_request_duration_seconds", "Requests to the object store.")};
    Family<Counter>& cached =
        counter("snapory_cache_requests_total", "Texts that are kept for many, by whether there was one.");
    Counter& cache_hits = cached.Add({{"result", "hit"}});
    Counter& cache_misses = cached.Add({{"result", "miss"}});
    ByLabels<Histogram> statements{
        histogram("snapory_database_statement_duration_seconds", "Named SQL statements.")};
    ByLabels<Counter> replica_reads{counter("snapory_replica_reads_total",
                                            "Reads that a replica was asked for, by what became of them.")};
    ByLabels<Histogram> redis_commands{
        histogram("snapory_redis_command_duration_seconds", "Commands to Redis that were answered.")};
    ByLabels<Counter> redis_faults{
        counter("snapory_redis_faults_total", "Commands to Redis that were not answered.")};
    ByLabels<Gauge> redis_entries{gauge("snapory_redis_queue_entries", "Photos in the streams of Redis.")};
    ByLabels<Counter> mails{counter("snapory_mails_total", "Attempts to send mails, by kind and outcome.")};
    Gauge& outbox = gauge("snapory_mails_waiting", "Mails that wait to be sent.").Add({});
    Gauge& oldest_mail =
        gauge("snapory_mails_oldest_waiting_seconds", "How long the first of them has waited.").Add({});
    Gauge& storage = gauge("snapory_storage_used_ratio",
                           "Used share of the fullest: where photos rest, and the data folder.")
                         .Add({});
    Family<Counter>& spans = counter("snapory_spans_total", "Spans of traces, by what became of them.");
    Counter& spans_taken = spans.Add({{"outcome", "taken"}});
    Counter& spans_dropped = spans.Add({{"outcome", "dropped"}});
    Counter& unsampled = counter("snapory_sample_faults_total",
                                 "Figures that could not be looked up, since what they are about is down.")
                             .Add({});
    Gauge& memory = gauge("process_resident_memory_bytes", "Resident memory of this process.").Add({});
    Counter& processor = counter("process_cpu_seconds_total", "Processor time of this process.").Add({});
    Gauge& descriptors = gauge("process_open_fds", "Open file descriptors.").Add({});
    Gauge& descriptor_limit = gauge("process_max_fds", "How many may be open.").Add({});
    Gauge& started = gauge("process_start_time_seconds", "When this process started, in Unix time.").Add({});

    std::mutex samples_mutex;
    std::vector<Sample> samples;
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {
    auto now = std::chrono::system_clock::now().time_since_epoch();
    registry_->started.Set(std::chrono::duration<double>(now).count());
    registry_->descriptor_limit.Set(most_descriptors());
}

Metrics::~Metrics() = default;

void Metrics::request_ended(std::string_view method, std::string_view route, int status,
                            std::uint64_t received, Duration duration) {
    std::string key(method);
    key.append(" ").append(route);
    auto labels = [&] { return Labels{{"method", std::string(method)}, {"route", std::string(route)}}; };
    registry_->requests.find(key, labels, request_buckets()).Observe(seconds(duration));
    if (received > 0) registry_->received.find(key, labels).Increment(static_cast<double>(received));
    key.append(" ").append(std::to_string(status));
    auto with_status = [&] {
        auto all = labels();
        all.emplace("status", std::to_string(status));
        return all;
    };
    registry_->responses.find(key, with_status).Increment();
}

void Metrics::set_websockets(std::size_t open) { registry_->websockets.Set(static_cast<double>(open)); }

void Metrics::upload_received(std::uint64_t bytes) {
    registry_->photos.Increment();
    registry_->photo_bytes.Increment(static_cast<double>(bytes));
}

void Metrics::upload_refused(std::string_view reason) {
    auto labels = [&] { return Labels{{"reason", std::string(reason)}}; };
    registry_->refused.find(reason, labels).Increment();
}

void Metrics::set_storage_used(double share) { registry_->storage.Set(share); }

void Metrics::job_claimed() { registry_->claimed.Increment(); }

void Metrics::job_ended(JobOutcome outcome, Duration duration) {
    registry_->jobs.at(static_cast<std::size_t>(outcome))->Observe(seconds(duration));
}

void Metrics::stage_ended(std::string_view stage, Duration duration) {
    auto labels = [&] { return Labels{{"stage", std::string(stage)}}; };
    registry_->stages.find(stage, labels, job_buckets()).Observe(seconds(duration));
}

void Metrics::photo_ready(std::size_t faces, std::size_t matched, std::optional<Duration> since_safe) {
    registry_->faces.Increment(static_cast<double>(faces));
    registry_->matched.Increment(static_cast<double>(matched));
    if (since_safe) registry_->ready.Observe(seconds(*since_safe));
}

void Metrics::sandbox_died() { registry_->sandbox_deaths.Increment(); }

void Metrics::set_queue(std::uint64_t waiting, std::uint64_t running, std::uint64_t failed,
                        std::uint64_t late, std::chrono::milliseconds oldest_waits) {
    registry_->waiting.Set(static_cast<double>(waiting));
    registry_->running.Set(static_cast<double>(running));
    registry_->failed.Set(static_cast<double>(failed));
    registry_->late.Set(static_cast<double>(late));
    registry_->oldest.Set(std::chrono::duration<double>(oldest_waits).count());
}

void Metrics::store_call_ended(std::string_view operation, int status, Duration duration) {
    auto kind = status == 0 ? std::string("none") : std::to_string(status / 100) + "xx";
    auto labels = [&] { return Labels{{"operation", std::string(operation)}, {"status", kind}}; };
    registry_->store_calls.find(std::string(operation) + " " + kind, labels, request_buckets())
        .Observe(seconds(duration));
}

void Metrics::cache_asked(bool hit) { (hit ? registry_->cache_hits : registry_->cache_misses).Increment(); }

void Metrics::statement_ended(std::string_view name, Duration duration) {
    auto labels = [&] { return Labels{{"statement", std::string(name)}}; };
    registry_->statements.find(name, labels, statement_buckets()).Observe(seconds(duration));
}

void Metrics::replica_asked(std::string_view outcome) {
    auto labels = [&] { return Labels{{"outcome", std::string(outcome)}}; };
    registry_->replica_reads.find(outcome, labels).Increment();
}

void Metrics::redis_command_ended(std::string_view operation, Duration duration, bool answered) {
    auto labels = [&] { return Labels{{"operation", std::string(operation)}}; };
    if (answered)
        registry_->redis_commands.find(operation, labels, statement_buckets()).Observe(seconds(duration));
    else
        registry_->redis_faults.find(operation, labels).Increment();
}

void Metrics::mail_ended(std::string_view kind, std::string_view outcome) {
    auto key = std::string(kind) + " " + std::string(outcome);
    auto labels = [&] { return Labels{{"kind", std::string(kind)}, {"outcome", std::string(outcome)}}; };
    registry_->mails.find(key, labels).Increment();
}

void Metrics::set_outbox(std::uint64_t waiting, std::chrono::milliseconds oldest_waits) {
    registry_->outbox.Set(static_cast<double>(waiting));
    registry_->oldest_mail.Set(seconds(oldest_waits));
}

void Metrics::set_redis_queue(std::uint64_t entries, std::uint64_t dead_letters) {
    auto set = [this](std::string_view state, std::uint64_t number) {
        auto labels = [&] { return Labels{{"state", std::string(state)}}; };
        registry_->redis_entries.find(state, labels).Set(static_cast<double>(number));
    };
    set("queued", entries);
    set("dead", dead_letters);
}

void Metrics::spans_left(bool taken, std::size_t count) {
    (taken ? registry_->spans_taken : registry_->spans_dropped).Increment(static_cast<double>(count));
}

void Metrics::before_text(Sample sample) {
    std::lock_guard lock(registry_->samples_mutex);
    registry_->samples.push_back(std::move(sample));
}

void Metrics::try_sample(const Sample& sample) {
    try {
        sample(*this);
    } catch (const std::exception&) {
        registry_->unsampled.Increment();
    }
}

std::string Metrics::text() {
    registry_->memory.Set(resident_bytes());
    registry_->descriptors.Set(open_descriptors());
    {
        std::lock_guard lock(registry_->samples_mutex);
        registry_->processor.Increment(processor_seconds() - registry_->processor.Value());
        for (const auto& sample : registry_->samples) try_sample(sample);
    }
    return prometheus::TextSerializer().Serialize(registry_->all.Collect());
}

}  // namespace snapory
