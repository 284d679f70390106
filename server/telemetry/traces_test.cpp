#include "telemetry/traces.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using namespace std::chrono_literals;

// Nobody listens there: port 9 of the loopback is for nobody.
TracesConfig nowhere() { return {.url = "http://127.0.0.1:9/v1/traces", .role = "test", .version = "1"}; }

bool counted(Metrics& metrics, const std::string& outcome, int spans) {
    auto line = "snapory_spans_total{outcome=\"" + outcome + "\"} " + std::to_string(spans) + "\n";
    return metrics.text().find(line) != std::string::npos;
}

Span sampled() {
    Span span;
    span.context = {std::string(32, 'a'), std::string(16, 'b'), true};
    span.name = "test";
    return span;
}

TEST(Traces, DropsWhatACollectorDoesNotTake) {
    Metrics metrics;
    {
        Traces traces(nowhere(), metrics);
        traces.ended(sampled());
        auto context = sampled().context;
        TraceScope scope(&context);
        traces.ended_now("photos.add", SpanKind::client, 1ms);
    }
    EXPECT_TRUE(counted(metrics, "dropped", 2)) << metrics.text();
    EXPECT_TRUE(counted(metrics, "taken", 0)) << metrics.text();
}

TEST(Traces, HoldsNoMoreThanItMay) {
    Metrics metrics;
    {
        Traces traces(nowhere(), metrics);
        for (int i = 0; i < 20'000; ++i) traces.ended(sampled());
    }
    EXPECT_TRUE(counted(metrics, "dropped", 20'000)) << metrics.text();
}

TEST(Traces, KeepsNothingThatIsNotSampledOrBelongsToNoTrace) {
    Metrics metrics;
    {
        Traces traces(nowhere(), metrics);
        auto unsampled = sampled();
        unsampled.context.sampled = false;
        traces.ended(unsampled);
        traces.ended_now("photos.add", SpanKind::client, 1ms);
    }
    EXPECT_TRUE(counted(metrics, "dropped", 0)) << metrics.text();
}

TEST(Traces, AreOffWithoutACollector) {
    Metrics metrics;
    Traces traces({.url = "", .role = "test", .version = "1"}, metrics);
    traces.ended(sampled());
    EXPECT_TRUE(counted(metrics, "dropped", 0)) << metrics.text();
}

}  // namespace
}  // namespace snapory
