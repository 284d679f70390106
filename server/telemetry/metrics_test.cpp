#include "telemetry/metrics.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace snapory {
namespace {

using namespace std::chrono_literals;

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, CountsEachKindUnderItsName) {
    Metrics metrics;
    metrics.request_ended("GET", "/api/v1/events/:id", 200, 0, 1500us);
    metrics.request_ended("GET", "/api/v1/events/:id", 404, 0, 500us);
    metrics.request_ended("PUT", "/blobs/*", 201, 4000, 500us);
    metrics.set_websockets(1);
    metrics.upload_received(1000);
    metrics.upload_refused("too_large");
    metrics.photo_ready(3, 1, 800ms);
    metrics.photo_ready(1, 0, std::nullopt);
    metrics.set_storage_used(0.25);
    metrics.job_claimed();
    metrics.job_ended(JobOutcome::done, 300ms);
    metrics.stage_ended("decode", 100ms);
    metrics.sandbox_died();
    metrics.statement_ended("photos.add", 1ms);
    metrics.set_queue(3, 2, 1, 4, 1500ms);
    auto text = metrics.text();
    for (const auto* line : {
             R"(snapory_http_requests_total{method="GET",route="/api/v1/events/:id",status="404"} 1)",
             R"(snapory_http_request_duration_seconds_count{method="GET",route="/api/v1/events/:id"} 2)",
             R"(snapory_http_request_body_bytes_total{method="PUT",route="/blobs/*"} 4000)",
             R"(snapory_websocket_clients 1)",
             R"(snapory_upload_bytes_total 1000)",
             R"(snapory_upload_failures_total{reason="too_large"} 1)",
             R"(snapory_photo_ready_seconds_count 1)",
             R"(snapory_faces_found_total 4)",
             R"(snapory_matches_announced_total 1)",
             R"(snapory_storage_used_ratio 0.25)",
             R"(snapory_jobs_claimed_total 1)",
             R"(snapory_job_duration_seconds_count{outcome="done"} 1)",
             R"(snapory_job_duration_seconds_count{outcome="failed"} 0)",
             R"(snapory_job_stage_duration_seconds_count{stage="decode"} 1)",
             R"(snapory_sandbox_deaths_total 1)",
             R"(snapory_database_statement_duration_seconds_count{statement="photos.add"} 1)",
             R"(snapory_jobs{state="waiting"} 3)",
             R"(snapory_jobs_oldest_waiting_seconds 1.5)",
         })
        EXPECT_TRUE(has_line(text, line)) << line << "\n" << text;
}

TEST(Metrics, SamplesWhatIsLookedUp) {
    Metrics metrics;
    metrics.before_text([](Metrics& into) { into.set_queue(7, 0, 0, 0, 0ms); });
    EXPECT_TRUE(has_line(metrics.text(), R"(snapory_jobs{state="waiting"} 7)"));
    for (const auto* of_process : {"process_resident_memory_bytes ", "process_cpu_seconds_total ",
                                   "process_open_fds ", "process_max_fds "})
        EXPECT_NE(metrics.text().find(of_process), std::string::npos) << of_process;
}

TEST(Metrics, TellsTheRestWhenAFigureCannotBeLookedUp) {
    Metrics metrics;
    metrics.before_text([](Metrics& /*into*/) { throw std::runtime_error("the database is down"); });
    metrics.before_text([](Metrics& into) { into.set_storage_used(0.5); });
    auto text = metrics.text();
    EXPECT_TRUE(has_line(text, "snapory_sample_faults_total 1")) << text;
    EXPECT_TRUE(has_line(text, "snapory_storage_used_ratio 0.5")) << text;
}

TEST(Metrics, CountsFromAllThreads) {
    Metrics metrics;
    {
        std::vector<std::jthread> threads(8);
        for (auto& thread : threads)
            thread = std::jthread([&] {
                for (int i = 0; i < 500; ++i)
                    metrics.request_ended("GET", i % 2 == 0 ? "/a" : "/b", 200, 0, 1us);
            });
    }
    EXPECT_TRUE(has_line(metrics.text(),
                         R"(snapory_http_requests_total{method="GET",route="/a",status="200"} 2000)"));
}

}  // namespace
}  // namespace snapory
