#include "app/signals.hpp"

#include <pthread.h>
#include <signal.h>

#include <cerrno>

namespace snapory {
namespace {

sigset_t awaited() {
    sigset_t set;
    ::sigemptyset(&set);
    for (int signal : {SIGTERM, SIGINT, SIGCHLD}) ::sigaddset(&set, signal);
    return set;
}

}  // namespace

Signals::Signals() {
    auto set = awaited();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

std::optional<int> Signals::wait(std::optional<std::chrono::milliseconds> longest) const {
    auto set = awaited();
    auto nanoseconds = longest ? std::chrono::nanoseconds(*longest).count() : 0;
    timespec limit{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    for (;;) {
        int signal = longest ? ::sigtimedwait(&set, nullptr, &limit) : ::sigwaitinfo(&set, nullptr);
        if (signal > 0) return signal;
        if (errno == EAGAIN) return std::nullopt;
    }
}

void restore_signals() {
    auto set = awaited();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace snapory
