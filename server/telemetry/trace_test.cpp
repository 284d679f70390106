#include "telemetry/trace.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const std::string valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(Trace, ReadsAndWritesTraceparent) {
    auto context = parse_traceparent(valid);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
    EXPECT_EQ(context->span_id, "00f067aa0ba902b7");
    EXPECT_TRUE(context->sampled);
    EXPECT_EQ(to_traceparent(*context), valid);
    EXPECT_TRUE(parse_traceparent("cc" + valid.substr(2) + "-what-the-future-brings"));
}

TEST(Trace, RefusesWhatTheStandardRefuses) {
    auto with = [](std::size_t at, std::string_view text) {
        auto header = valid;
        return header.replace(at, text.size(), text);
    };
    for (const auto& header : {std::string(), valid.substr(1), valid + "-x", valid + "0", with(0, "ff"),
                               with(3, "4BF9"), with(3, "00000000000000000000000000000000"),
                               with(36, "0000000000000000"), with(35, "_"), with(53, "0g")})
        EXPECT_FALSE(parse_traceparent(header)) << header;
}

TEST(Trace, AChildStaysInItsTrace) {
    auto trace = begin_trace();
    EXPECT_TRUE(parse_traceparent(to_traceparent(trace)));
    auto child = child_of(trace);
    EXPECT_EQ(child.trace_id, trace.trace_id);
    EXPECT_NE(child.span_id, trace.span_id);
}

TEST(Trace, AShareIsTheSameForAll) {
    int sampled = 0;
    for (int i = 0; i < 2000; ++i) {
        auto trace = begin_trace();
        EXPECT_EQ(is_in_share(trace, 0.25), is_in_share(child_of(trace), 0.25));
        EXPECT_FALSE(is_in_share(trace, 0));
        EXPECT_TRUE(is_in_share(trace, 1));
        sampled += is_in_share(trace, 0.25) ? 1 : 0;
    }
    EXPECT_NEAR(sampled, 500, 120);  // six standard deviations
}

TEST(Trace, ScopesNestAndMayEndATrace) {
    EXPECT_EQ(current_trace(), nullptr);
    auto outer = begin_trace(), inner = begin_trace();
    {
        TraceScope in_outer(&outer);
        {
            TraceScope in_inner(&inner);
            EXPECT_EQ(current_traceparent(), to_traceparent(inner));
            TraceScope in_none(nullptr);
            EXPECT_EQ(current_traceparent(), "");
        }
        EXPECT_EQ(*current_trace(), outer);
    }
    EXPECT_EQ(current_trace(), nullptr);
}

}  // namespace
}  // namespace snapory
