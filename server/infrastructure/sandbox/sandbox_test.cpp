#include "infrastructure/sandbox/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "application/ports/image_reader.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

using Input = std::span<const std::uint8_t>;
using Output = std::span<std::uint8_t>;

Descriptor file_of(const std::string& text) {
    Descriptor file = sealed_memory_file(text.size());
    std::ranges::copy(text, Mapping(file.get(), text.size(), Mapping::Use::share).writable().begin());
    return file;
}

std::string run(Sandbox& sandbox, const std::string& input, std::uint32_t request = 0) {
    const Descriptor file = file_of(input);
    const SandboxAnswer answer = sandbox.run(file.get(), request);
    return {answer.bytes().begin(), answer.bytes().end()};
}

std::size_t answer_with(const std::string& text, Output output) {
    std::ranges::copy(text, output.begin());
    return text.size();
}

// How the sandbox says that this work ended, or its answer.
std::string end_of(const SandboxedWork& work, SandboxLimits limits = {}) {
    Sandbox sandbox(work, limits);
    try {
        return run(sandbox, "input");
    } catch (const DecoderDied& death) {
        return death.what();
    }
}

std::size_t reversed(Input input, std::uint32_t request, Output output) {
    const std::string text = std::string(input.rbegin(), input.rend()) + std::to_string(request);
    return answer_with(text, output);
}

TEST(Sandbox, GivesTheAnswerOfTheWork) {
    Sandbox sandbox(reversed);
    EXPECT_EQ(run(sandbox, "abc", 7), "cba7");
    EXPECT_EQ(run(sandbox, "", 8), "8");
    EXPECT_EQ(run(sandbox, std::string(3'000'000, 'x'), 9), std::string(3'000'000, 'x') + "9");
}

TEST(Sandbox, ForgetsEveryRun) {
    int runs = 0;
    Sandbox sandbox(
        [&](Input, std::uint32_t, Output output) { return answer_with(std::to_string(++runs), output); });
    EXPECT_EQ(run(sandbox, ""), "1");
    EXPECT_EQ(run(sandbox, ""), "1");
    EXPECT_EQ(runs, 0);
}

TEST(Sandbox, StandsBehindEveryWallOfThisKernel) {
    const Sandbox sandbox(reversed);
    EXPECT_GE(sandbox.protections().landlock_abi, 0);
#if !__has_feature(address_sanitizer)
    EXPECT_TRUE(sandbox.protections().memory_limit);
#endif
}

void map_page(int protection, int sharing) {
    EXPECT_NE(::mmap(nullptr, 4096, protection, sharing | MAP_ANONYMOUS, -1, 0), MAP_FAILED);
}

TEST(Sandbox, KillsWorkThatReachesOut) {
    const std::vector<std::pair<std::string, void (*)()>> attempts{
        {"open a file", [] { ::open("/etc/passwd", O_RDONLY | O_CLOEXEC); }},
        {"make a file", [] { ::open("/tmp/snapory-escape", O_CREAT | O_WRONLY | O_CLOEXEC, 0600); }},
        {"make a socket", [] { ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }},
        {"make a process", [] { static_cast<void>(::fork()); }},
        {"run a program", [] { static_cast<void>(::execl("/bin/true", "true", nullptr)); }},
        {"signal another", [] { ::kill(::getppid(), SIGTERM); }},
        {"unlink a file", [] { ::unlink("/tmp/snapory-escape"); }},
        {"run its own code", [] { map_page(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE); }},
        {"share memory", [] { map_page(PROT_READ, MAP_SHARED); }},
    };
    for (const auto& [name, attempt] : attempts) {
        const auto end = end_of([attempt](Input, std::uint32_t, Output output) {
            attempt();
            return answer_with("escaped", output);
        });
        EXPECT_EQ(end, "The decoder made a system call that it may not make.") << name;
    }
}

TEST(Sandbox, HoldsNoDescriptorsButTheSilentOnes) {
    const auto answer = end_of([](Input, std::uint32_t, Output output) {
        int open = 0;
        for (int file = 0; file < 64; ++file) open += ::write(file, "x", 1) == 1 ? 1 : 0;
        return answer_with(std::to_string(open), output);
    });
    EXPECT_EQ(answer, "3");
}

TEST(Sandbox, BearsThreads) {
    const auto answer = end_of([](Input, std::uint32_t, Output output) {
        std::atomic<int> sum = 0;
        std::vector<std::jthread> threads;
        for (int i = 1; i <= 4; ++i) threads.emplace_back([&sum, i] { sum += i; });
        threads.clear();
        return answer_with(std::to_string(sum), output);
    });
    EXPECT_EQ(answer, "10");
}

TEST(Sandbox, OutlivesWorkThatCrashes) {
    EXPECT_EQ(end_of([](Input, std::uint32_t, Output) -> std::size_t { throw std::runtime_error("no"); }),
              "The decoder gave up.");
    EXPECT_EQ(end_of([](Input, std::uint32_t, Output) -> std::size_t { ::_exit(3); }),
              "The decoder gave up.");
    const auto crash = end_of([](Input, std::uint32_t, Output) -> std::size_t { __builtin_trap(); });
    EXPECT_TRUE(crash.starts_with("The decoder crashed with ")) << crash;

    Sandbox sandbox([](Input input, std::uint32_t, Output output) -> std::size_t {
        if (input.empty()) __builtin_trap();
        return answer_with("alive", output);
    });
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(run(sandbox, ""), DecoderDied);
        EXPECT_EQ(run(sandbox, "x"), "alive");
    }
}

std::size_t spin(Input, std::uint32_t, Output) {
    for (volatile std::uint64_t i = 0;; i = i + 1) {
    }
}

TEST(Sandbox, EndsWorkThatSpins) {
    EXPECT_EQ(end_of(spin, {.processor = std::chrono::seconds{1}}),
              "The decoder used up its processor time.");
}

TEST(Sandbox, EndsWorkThatWaits) {
    const SandboxLimits limits{.wall = std::chrono::milliseconds{100}};
    EXPECT_EQ(end_of(spin, limits), "The decoder took too long.");
}

TEST(Sandbox, RefusesMemoryOverTheLimit) {
#if __has_feature(address_sanitizer)
    GTEST_SKIP() << "AddressSanitizer's shadow exceeds any limit";
#endif
    const auto answer = end_of([](Input, std::uint32_t, Output output) {
        constexpr std::size_t megabyte = 1 << 20;
        std::vector<std::vector<char>> taken;
        try {
            for (;;) taken.emplace_back(16 * megabyte);
        } catch (const std::bad_alloc&) {
            return answer_with(taken.size() < 32 ? "refused" : "too late", output);
        }
    });
    EXPECT_EQ(answer, "refused");
}

TEST(Sandbox, DistrustsTheLengthOfTheAnswer) {
    EXPECT_EQ(end_of([](Input, std::uint32_t, Output output) { return output.size() + 1; }),
              "The decoder's answer is too long.");
    EXPECT_EQ(end_of([](Input, std::uint32_t, Output) { return SIZE_MAX; }),
              "The decoder's answer is too long.");
}

TEST(Sandbox, ServesManyThreadsAtOnce) {
    Sandbox sandbox(reversed);
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (std::uint32_t t = 0; t < 4; ++t)
        threads.emplace_back([&sandbox, t] {
            for (std::uint32_t i = 0; i < 10; ++i)
                EXPECT_EQ(run(sandbox, "ab", 10 * t + i), "ba" + std::to_string(10 * t + i));
        });
}

TEST(Sandbox, LeavesNoProcessBehind) {
    {
        Sandbox sandbox(reversed);
        for (int i = 0; i < 5; ++i) run(sandbox, "x");
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);  // we have no children, dead or alive
    EXPECT_EQ(errno, ECHILD);
}

TEST(Sandbox, StandsWhileItsForkServerDoes) {
    Sandbox sandbox(reversed);
    const pid_t stranger = ::fork();  // as a library may start one
    if (stranger == 0) ::_exit(0);
    siginfo_t end{};
    ::waitid(P_PID, static_cast<id_t>(stranger), &end, WEXITED | WNOWAIT);
    EXPECT_TRUE(sandbox.stands());
    ::waitpid(stranger, nullptr, 0);
    EXPECT_TRUE(sandbox.stands());

    std::ifstream children("/proc/thread-self/children");
    pid_t server = 0;
    ASSERT_TRUE(children >> server);
    ::kill(server, SIGKILL);
    ::waitid(P_PID, static_cast<id_t>(server), &end, WEXITED | WNOWAIT);
    EXPECT_FALSE(sandbox.stands());
}

TEST(Sandbox, EndsWithItsParentHoweverThatEnds) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const pid_t parent = ::fork();
    if (parent == 0) {
        // The write end lives on in the fork server's copy of this process only if it failed to close it.
        Sandbox sandbox(spin);
        std::jthread busy([&] { run(sandbox, "x"); });
        ::write(pipe[1], "x", 1);
        ::pause();
    }
    char byte = 0;
    ::close(pipe[1]);
    ASSERT_EQ(::read(pipe[0], &byte, 1), 1);
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    EXPECT_EQ(::read(pipe[0], &byte, 1), 0);  // nobody holds the other end
    ::close(pipe[0]);
}

}  // namespace
}  // namespace snapory
