#include "app/child_program.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "app/signals.hpp"
#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_pause = 500ms;
constexpr std::chrono::milliseconds longest_pause = 30s;
constexpr std::chrono::milliseconds healthy_after = 60s;  // from then on an end counts as the first again

// Between fork and exec, so nothing here may allocate.
[[noreturn]] void become(char* const* arguments, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);     // NOLINT(*-vararg)
    if (::getppid() != parent) ::_exit(1);  // it died before the line above
    restore_signals();
    ::execv("/proc/self/exe", arguments);
    ::_exit(127);
}

std::string end_of(int status) {
    if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
    return "exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

ChildProgram::ChildProgram(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)), due_(Ticks::now()), pause_(first_pause) {}

ChildProgram::~ChildProgram() { stop(0ms); }

void ChildProgram::start_if_due() {
    if (process_ != 0 || Ticks::now() < due_) return;
    std::vector<char*> arguments;
    for (auto& argument : arguments_) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    auto parent = ::getpid();
    auto child = ::fork();
    if (child < 0) throw std::system_error(errno, std::generic_category(), "no process can be started");
    if (child == 0) become(arguments.data(), parent);
    process_ = child;
    started_ = Ticks::now();
}

std::optional<std::chrono::milliseconds> ChildProgram::due_in() const {
    if (process_ != 0) return std::nullopt;
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(due_ - Ticks::now()));
}

bool ChildProgram::reaped() {
    int status = 0;
    if (process_ == 0) return true;
    if (::waitpid(process_, &status, WNOHANG) != process_) return false;
    process_ = 0;
    if (status != 0)
        log_error("a child process ended", {{"role", arguments_.at(1)}, {"end", end_of(status)}});
    return true;
}

void ChildProgram::reap() {
    if (process_ == 0 || !reaped()) return;
    if (Ticks::now() - started_ > healthy_after) pause_ = first_pause;
    due_ = Ticks::now() + pause_;
    pause_ = std::min(pause_ * 2, longest_pause);
}

void ChildProgram::ask_to_end() {
    if (process_ != 0) ::kill(process_, SIGTERM);
}

void ChildProgram::stop(std::chrono::milliseconds patience) {
    if (process_ == 0) return;
    ask_to_end();
    for (auto until = Ticks::now() + patience; !reaped() && Ticks::now() < until;)
        std::this_thread::sleep_for(10ms);
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

}  // namespace snapory
