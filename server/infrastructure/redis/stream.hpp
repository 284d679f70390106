#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "application/ports/unavailable.hpp"
#include "infrastructure/redis/url.hpp"

namespace snapory {

// The server cannot be reached, does not answer in time, or has hung up.
struct RedisLost : Unavailable {
    using Unavailable::Unavailable;
};

using RedisDeadline = std::chrono::steady_clock::time_point;

// What TLS connections have in common. Any thread may use it.
class RedisTls {
public:
    // `ca` as RedisConfig has it. Throws Unavailable when it cannot be read.
    explicit RedisTls(const std::filesystem::path& ca);
    ~RedisTls();
    RedisTls(const RedisTls&) = delete;
    RedisTls& operator=(const RedisTls&) = delete;

private:
    friend class RedisStream;
    struct Context;
    std::unique_ptr<Context> context_;
};

// A connection by TCP, and TLS if there is some: the server's certificate must then be for its host. Every
// wait ends at a deadline. For one thread at a time, but for interrupt(). With TLS the process must ignore
// SIGPIPE. Everything throws RedisLost.
class RedisStream {
public:
    RedisStream(const RedisAddress& address, const RedisTls* tls, RedisDeadline deadline);
    ~RedisStream();
    RedisStream(const RedisStream&) = delete;
    RedisStream& operator=(const RedisStream&) = delete;

    void write(std::string_view bytes, RedisDeadline deadline);
    // How many bytes came, at least one; nothing when none came in time.
    std::optional<std::size_t> read(std::span<char> into, RedisDeadline deadline);
    // Ends what waits, now and later; may be called from any thread.
    void interrupt() noexcept;

private:
    struct Tls;

    RedisStream();
    void connect(const RedisAddress& address, RedisDeadline deadline);
    void shake_hands(const RedisAddress& address, RedisDeadline deadline);
    bool wait(short events, RedisDeadline deadline) const;
    template <class Step>
    long drive(const Step& step, RedisDeadline deadline);

    int socket_ = -1;
    std::unique_ptr<Tls> tls_;
};

}  // namespace snapory
