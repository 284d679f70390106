#include "telemetry/readiness.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <stdexcept>

namespace snapory {
namespace {

std::string without_times(const std::string& json) {
    return std::regex_replace(json, std::regex("\"latencyMs\":[0-9]+\\.[0-9]"), "\"latencyMs\":0");
}

TEST(Readiness, NamesEachDependencyWithItsState) {
    auto readiness =
        check_readiness({{"database", [] {}}, {"ai", [] { throw std::runtime_error("no \"socket\""); }}});
    EXPECT_FALSE(readiness.ready);
    EXPECT_EQ(without_times(readiness.json),
              R"({"status":"unready","dependencies":[{"name":"database","state":"up","latencyMs":0},)"
              R"({"name":"ai","state":"down","latencyMs":0,"detail":"no \"socket\""}]})");
}

TEST(Readiness, IsDegradedWithoutWhatIsNotNeeded) {
    auto broken = [] { throw std::runtime_error("gone"); };
    auto readiness = check_readiness({{"redis", broken, false}, {"database", [] {}}});
    EXPECT_TRUE(readiness.ready);
    EXPECT_EQ(readiness.json.find(R"({"status":"degraded")"), 0U);
    EXPECT_FALSE(check_readiness({{"redis", broken, false}, {"database", broken}}).ready);
}

TEST(Readiness, NothingNeededIsReady) {
    EXPECT_EQ(check_readiness({}).json, R"({"status":"ready","dependencies":[]})");
}

}  // namespace
}  // namespace snapory
