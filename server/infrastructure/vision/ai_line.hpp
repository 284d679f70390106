#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace snapory {

struct AiAnswer {
    long status = 0;
    std::string body;
};

// One ai, and the connections to it that are not in use. May be used from any thread. Every call blocks for
// as long as the ai needs, but not past its deadline, in milliseconds; throws Unavailable when the ai does
// not answer.
class AiLine {
public:
    // "http://host:port" or "unix:/path".
    explicit AiLine(const std::string& url);
    ~AiLine();

    AiAnswer get(const std::string& path, long deadline);
    AiAnswer post(const std::string& path, std::span<const std::uint8_t> body, long deadline);

private:
    class Connections;
    std::unique_ptr<Connections> connections_;
};

}  // namespace snapory
