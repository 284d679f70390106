#include "infrastructure/sandbox/sandbox.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "application/ports/image_reader.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/sandbox/message.hpp"

namespace snapory {
namespace {

constexpr std::chrono::seconds grace{5};  // for the fork server to notice that a run is over

std::string name_of(int signal) {
    switch (signal) {
        case SIGSYS: return "made a system call that it may not make";
        case SIGXCPU:
        case SIGKILL: return "used up its processor time";
        case SIGABRT:
        case SIGSEGV:
        case SIGBUS:
        case SIGILL:
        case SIGFPE: return std::string("crashed with ") + sigabbrev_np(signal);
        default: return "was ended by signal " + std::to_string(signal);
    }
}

void throw_unless_finished(const Outcome& outcome) {
    switch (outcome.end) {
        case Outcome::End::exited:
            if (outcome.detail == EXIT_SUCCESS) return;
            throw DecoderDied("The decoder gave up.");
        case Outcome::End::killed: throw DecoderDied("The decoder " + name_of(outcome.detail) + ".");
        case Outcome::End::overdue: throw DecoderDied("The decoder took too long.");
        case Outcome::End::not_started: break;
    }
    throw Unavailable(std::string("No decoder can be started: ") + std::strerror(outcome.detail));
}

// Nothing if no reply comes in time, or none can come any more.
std::optional<Outcome> await(const Descriptor& reply, std::chrono::milliseconds patience) {
    pollfd watched{reply.get(), POLLIN, 0};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int ready = -1;
    do {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        ready = ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) return std::nullopt;
    return receive<Outcome>(reply.get());
}

}  // namespace

Sandbox::Sandbox(const SandboxedWork& work, SandboxLimits limits) : limits_(limits) {
    auto [ours, theirs] = socket_pair();
    const pid_t parent = ::getpid();
    server_ = ::fork();
    if (server_ < 0) throw Unavailable("The sandbox cannot be started: fork failed.");
    if (server_ == 0) {
        ours.reset();
        run_fork_server(std::move(theirs), parent, work, limits_);
    }
    theirs.reset();
    orders_ = std::move(ours);
    const auto protections = receive<Protections>(orders_.get());
    if (!protections) {
        ::waitpid(server_, nullptr, 0);
        throw Unavailable("The sandbox cannot be started: the system refused a call that confines it.");
    }
    protections_ = *protections;
}

Sandbox::~Sandbox() {
    orders_.reset();
    while (::waitpid(server_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

bool Sandbox::stands() const {
    siginfo_t end{};
    const int asked = ::waitid(P_PID, static_cast<id_t>(server_), &end, WEXITED | WNOHANG | WNOWAIT);
    return asked == 0 && end.si_pid == 0;
}

SandboxAnswer Sandbox::run(int input, std::uint32_t request) try {
    const Descriptor output = sealed_memory_file(limits_.output_bytes);
    auto [ours, theirs] = socket_pair();
    send(orders_.get(), Order{request}, std::array{input, output.get(), theirs.get()});
    theirs.reset();
    const auto outcome = await(ours, limits_.wall + grace);
    if (!outcome) throw Unavailable("The sandbox does not answer.");
    throw_unless_finished(*outcome);

    Mapping mapping(output.get(), limits_.output_bytes, Mapping::Use::read);
    AnswerHeader header;
    std::memcpy(&header, mapping.bytes().data(), sizeof header);
    if (header.length > limits_.output_bytes - sizeof header)
        throw DecoderDied("The decoder's answer is too long.");
    return {std::move(mapping), header.length};
} catch (const std::system_error& problem) {
    throw Unavailable(std::string("The sandbox cannot be reached: ") + problem.what());
}

}  // namespace snapory
