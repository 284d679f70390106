#include "infrastructure/sandbox/fork_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>
#include <vector>

#include "infrastructure/sandbox/message.hpp"

namespace snapory {
namespace {

using Clock = std::chrono::steady_clock;

// Only the standard streams and `kept` stay open.
void close_all_but(const Descriptor& kept) {
    if (kept.get() > STDERR_FILENO + 1)
        ::close_range(STDERR_FILENO + 1, static_cast<unsigned>(kept.get()) - 1, 0);
    ::close_range(static_cast<unsigned>(kept.get()) + 1, ~0U, 0);
}

void silence(std::initializer_list<int> streams) {
    const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (nothing.get() < 0) throw std::system_error(errno, std::generic_category(), "/dev/null");
    for (const int stream : streams) ::dup2(nothing.get(), stream);
}

// Ends come from the parent: Ctrl-C reaches the whole process group, but running orders may still be
// finished.
void ignore_stop_signals() {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
    ::signal(SIGCHLD, SIG_DFL);
}

class ForkServer {
public:
    ForkServer(Descriptor orders, const SandboxedWork& work, const SandboxLimits& limits)
        : orders_(std::move(orders)), work_(work), limits_(limits), process_(::getpid()) {}

    void serve() {
        while (open_) {
            wait_for_something();
            std::erase_if(runs_, [this](Run& run) { return is_over(run); });
        }
    }

private:
    struct Run {
        Descriptor process;  // pidfd: readable once it has ended
        Descriptor reply;
        Clock::time_point deadline;
        bool overdue = false;
    };

    void wait_for_something() {
        std::vector<pollfd> watched{{orders_.get(), POLLIN, 0}};
        auto deadline = Clock::time_point::max();
        for (const Run& run : runs_) {
            watched.push_back({run.process.get(), POLLIN, 0});
            if (!run.overdue) deadline = std::min(deadline, run.deadline);
        }
        ::poll(watched.data(), watched.size(), milliseconds_until(deadline));
        if (watched.front().revents != 0) take_order();
    }

    static int milliseconds_until(Clock::time_point deadline) {
        if (deadline == Clock::time_point::max()) return -1;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        return static_cast<int>(std::max<decltype(left)>(0, left));
    }

    void take_order() {
        std::array<Descriptor, order_files> files;
        const auto order = receive<Order>(orders_.get(), files);
        if (!order) {
            open_ = false;
            return;
        }
        const pid_t child = ::fork();
        if (child == 0) run(*order, files);
        Descriptor process(child < 0 ? -1 : static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
        if (process.get() < 0) {
            if (child > 0) abandon(child);
            reply(files[reply_socket], {Outcome::End::not_started, errno});
            return;
        }
        runs_.push_back({std::move(process), std::move(files[reply_socket]), Clock::now() + limits_.wall});
    }

    static void abandon(pid_t child) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }

    // In the child, which is used for this one order and ends here.
    [[noreturn]] void run(const Order& order, std::array<Descriptor, order_files>& files) noexcept {
        try {
            bind_to_parent(process_);
            const Mapping input(files[input_file].get(), size_of(files[input_file].get()),
                                Mapping::Use::read);
            const Mapping output(files[output_file].get(), size_of(files[output_file].get()),
                                 Mapping::Use::share);
            ::close_range(STDERR_FILENO + 1, ~0U, 0);
            ::dup2(STDOUT_FILENO, STDERR_FILENO);  // what a hostile file makes a library say is for nobody
            limit_resources(limits_);
            filter_.apply();
            const std::span<std::uint8_t> answer = output.writable().subspan(sizeof(AnswerHeader));
            const AnswerHeader header{work_(input.bytes(), order.request, answer)};
            std::memcpy(output.writable().data(), &header, sizeof header);
            ::_exit(EXIT_SUCCESS);
        } catch (...) {
            ::_exit(EXIT_FAILURE);
        }
    }

    // Tells how an ended run ended; kills one that is past its deadline.
    bool is_over(Run& run) const {
        siginfo_t end{};
        if (::waitid(P_PIDFD, static_cast<id_t>(run.process.get()), &end, WEXITED | WNOHANG) == 0 &&
            end.si_pid == 0) {
            if (Clock::now() >= run.deadline && !run.overdue) {
                run.overdue = true;
                ::syscall(SYS_pidfd_send_signal, run.process.get(), SIGKILL, nullptr, 0);
            }
            return false;
        }
        const auto how = run.overdue                 ? Outcome::End::overdue
                         : end.si_code == CLD_EXITED ? Outcome::End::exited
                                                     : Outcome::End::killed;
        reply(run.reply, {how, end.si_status});
        return true;
    }

    static void reply(const Descriptor& socket, const Outcome& outcome) {
        try {
            send(socket.get(), outcome);
        } catch (const std::system_error&) {
            return;  // whoever asked is no longer there
        }
    }

    Descriptor orders_;
    const SandboxedWork& work_;
    const SandboxLimits& limits_;
    const pid_t process_;
    const SystemCallFilter filter_;
    std::vector<Run> runs_;
    bool open_ = true;
};

}  // namespace

void run_fork_server(Descriptor orders, int parent, const SandboxedWork& work, const SandboxLimits& limits) {
    try {
        close_all_but(orders);
        silence({STDIN_FILENO, STDOUT_FILENO});
        ignore_stop_signals();
        Protections protections;
        protections.memory_limit = memory_can_be_limited();
        protections.namespaces = enter_own_namespaces();
        bind_to_parent(parent);
        protections.landlock_abi = forbid_files();
        const int socket = orders.get();
        ForkServer server(std::move(orders), work, limits);
        send(socket, protections);
        server.serve();
        ::_exit(EXIT_SUCCESS);
    } catch (const std::exception& problem) {
        ::dprintf(STDERR_FILENO, "snapory: the sandbox: %s\n", problem.what());  // NOLINT(*-vararg)
        ::_exit(EXIT_FAILURE);
    }
}

}  // namespace snapory
