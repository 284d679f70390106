#include "telemetry/log.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "telemetry/trace.hpp"

namespace snapory {
namespace {

using enum LogFormat;

TEST(Log, WritesEveryKindOfField) {
    LogScope request("requestId", "r1");
    auto line = [](LogFormat format) {
        return format_log_line(
            format, LogLevel::warning, "photo ready",
            {{"photo", "p 1"}, {"bytes", 12U}, {"seconds", 0.25}, {"again", false}, {"reason", ""}});
    };
    EXPECT_EQ(line(json), R"("level":"warning","message":"photo ready","requestId":"r1","photo":"p 1",)"
                          R"("bytes":12,"seconds":0.25,"again":false)");
    EXPECT_EQ(line(text), R"(WARN  photo ready requestId=r1 photo="p 1" bytes=12 seconds=0.25 again=false)");
}

TEST(Log, ScopesEndAndBelongToOneThread) {
    {
        LogScope over("over", "yes");
    }
    EXPECT_EQ(format_log_line(text, LogLevel::info, "x", {}), "INFO  x");
}

TEST(Log, NamesTheTraceThatTheThreadWorksOn) {
    TraceContext trace{std::string(32, 'a'), std::string(16, 'b'), true};
    TraceScope scope(&trace);
    EXPECT_EQ(format_log_line(text, LogLevel::info, "x", {}), "INFO  x traceId=" + std::string(32, 'a'));
}

TEST(Log, EscapesWhatStrangersNamed) {
    struct Row {
        std::string_view given, logged;
    };
    for (auto [given, logged] : {
             Row{"a\nb", R"("a\nb")"},
             Row{"\x1b[2J", R"("\u001b[2J")"},
             Row{"\"},{\"", R"("\"},{\"")"},
             Row{"back\\slash", R"("back\\slash")"},
             Row{"Süß 👰", "\"Süß 👰\""},
             Row{"\xff\xc0\xaf", R"("\ufffd\ufffd\ufffd")"},
             Row{"\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")"},  // a surrogate
             Row{"\xc2\x9b"
                 "31m",
                 R"("\u009b31m")"},  // a terminal's CSI in one character
             Row{"\xe2\x80\xae"
                 "gpj",
                 R"("\u202egpj")"},  // right-to-left override
             Row{"cut \xf0\x9f", R"("cut \ufffd\ufffd")"},
             Row{std::string_view("nul\0", 4), R"("nul\u0000")"},
         }) {
        auto line = format_log_line(json, LogLevel::info, "m", {{"name", given}});
        EXPECT_EQ(line, R"("level":"info","message":"m","name":)" + std::string(logged));
    }
}

TEST(Log, NumbersThatJsonCannotSayAreNull) {
    auto line = format_log_line(json, LogLevel::info, "m", {{"x", std::numeric_limits<double>::infinity()}});
    EXPECT_TRUE(line.ends_with(R"("x":null)")) << line;
}

TEST(Log, LeavesOutWhatIsBelowItsLevelAndWritesWholeLines) {
    start_log(LogLevel::warning, json);
    testing::internal::CaptureStderr();
    log_info("quiet");
    log_error("loud", {{"n", 1}});
    auto written = testing::internal::GetCapturedStderr();
    start_log(LogLevel::info, text);
    EXPECT_TRUE(written.starts_with(R"({"time":"20)")) << written;
    EXPECT_TRUE(written.ends_with("Z\",\"level\":\"error\",\"message\":\"loud\",\"n\":1}\n")) << written;
    EXPECT_EQ(written.find("quiet"), std::string::npos);
}

}  // namespace
}  // namespace snapory
