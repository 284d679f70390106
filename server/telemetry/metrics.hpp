#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace snapory {

enum class JobOutcome : std::uint8_t {
    done,
    retried,  // goes back to the queue
    failed,   // parked for good
    lost,     // the lease had passed on
};

// Figures of one process for Prometheus; every name begins with `snapory_`. Any thread may call; label values
// must come from a small fixed set, never from a client.
class Metrics {
public:
    using Duration = std::chrono::microseconds;

    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // `route` is the pattern that matched; empty if none did. `received` are the bytes of the body that came.
    void request_ended(std::string_view method, std::string_view route, int status, std::uint64_t received,
                       Duration duration);
    void upload_received(std::uint64_t bytes);     // a photo that is safe
    void upload_refused(std::string_view reason);  // a file or a part that was not taken; a problem's code
    void job_claimed();
    void job_ended(JobOutcome outcome, Duration duration);
    // A photo came through: what was found in it and, when nobody had seen it before, how long that took
    // since it was safe.
    void photo_ready(std::size_t faces, std::size_t matched, std::optional<Duration> since_safe);
    void stage_ended(std::string_view stage, Duration duration);  // decode, faces, store …
    void sandbox_died();  // a decoder crashed, hung or overstepped a limit
    void set_queue(std::uint64_t waiting, std::uint64_t running, std::uint64_t failed, std::uint64_t late,
                   std::chrono::milliseconds oldest_waits);

    void set_websockets(std::size_t open);
    void set_storage_used(double share);  // 0 to 1

    void statement_ended(std::string_view name, Duration duration);  // a named SQL statement
    void replica_asked(std::string_view outcome);                    // to read: served, behind, away
    void redis_command_ended(std::string_view operation, Duration duration, bool answered);
    // Photos that stand in Redis' streams, and those that were put aside.
    void set_redis_queue(std::uint64_t entries, std::uint64_t dead_letters);

    // A request to the object store; status 0 is none.
    void store_call_ended(std::string_view operation, int status, Duration duration);
    void spans_left(bool taken, std::size_t count);  // for the collector of traces, or dropped

    // A mail was sent, put off or given up; what waits in the outbox, and for how long.
    void mail_ended(std::string_view kind, std::string_view outcome);
    void set_outbox(std::uint64_t waiting, std::chrono::milliseconds oldest_waits);

    void cache_asked(bool hit);  // for a text that is kept for many

    // Calls `sample` before each text(), for figures that are looked up rather than counted. What it throws
    // is counted, and the figures of before stand.
    using Sample = std::function<void(Metrics&)>;
    void before_text(Sample sample);
    // Everything in Prometheus' text format, 0.0.4.
    std::string text();
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    void try_sample(const Sample& sample);

    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace snapory
