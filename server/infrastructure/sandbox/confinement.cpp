#include "infrastructure/sandbox/confinement.hpp"

#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <system_error>
#include <vector>

namespace snapory {
namespace {

#if defined(__has_feature)
constexpr bool address_sanitizer = __has_feature(address_sanitizer);
#else
constexpr bool address_sanitizer = false;
#endif

void require(bool done, const char* call) {
    if (!done) throw std::system_error(errno, std::generic_category(), call);
}

// libseccomp gives the error as its negative value.
void require_rule(int outcome) {
    if (outcome < 0) throw std::system_error(-outcome, std::generic_category(), "seccomp");
}

void limit(__rlimit_resource what, std::uint64_t soft, std::uint64_t hard) {
    const rlimit both{soft, hard};
    require(::setrlimit(what, &both) == 0, "setrlimit");
}
void limit(__rlimit_resource what, std::uint64_t most) { limit(what, most, most); }

// Memory, threads, clocks, and ending.
constexpr int allowed[] = {
    SCMP_SYS(write),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

// How AddressSanitizer finds out whether a new thread's stack may be read; allowed in its builds alone.
constexpr int allowed_to_sanitizer[] = {SCMP_SYS(pipe2), SCMP_SYS(close)};

// Libraries make these in passing and do without: names of threads, the kind of a stream, the signal of
// abort().
constexpr int refused[] = {SCMP_SYS(prctl), SCMP_SYS(ioctl), SCMP_SYS(newfstatat), SCMP_SYS(fstat),
                           SCMP_SYS(tgkill)};

// Argument number `argument` of a call, of which only the bits of `mask` are looked at.
scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_if(scmp_filter_ctx rules, int call, const std::vector<scmp_arg_cmp>& conditions) {
    require_rule(seccomp_rule_add_array(rules, SCMP_ACT_ALLOW, call, static_cast<unsigned>(conditions.size()),
                                        conditions.data()));
}

// Pages that are neither shared nor executable, and threads but no processes.
void allow_plain_memory_and_threads(scmp_filter_ctx rules) {
    constexpr std::uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
    allow_if(rules, SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0), masked(3, MAP_TYPE, MAP_PRIVATE)});
    allow_if(rules, SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
    allow_if(rules, SCMP_SYS(clone), {masked(0, thread, thread)});
    // Its flags lie behind a pointer that no filter can follow; without it the C library takes clone.
    require_rule(seccomp_rule_add(rules, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0));
}

}  // namespace

void bind_to_parent(int parent) {
    require(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "prctl");
    require(::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "prctl");
    if (::getppid() != parent) ::_exit(EXIT_FAILURE);  // it ended before we were bound to it
}

bool enter_own_namespaces() {
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0;
}

int forbid_files() {
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) return 0;
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // all that the first ABI knows
#ifdef LANDLOCK_ACCESS_FS_REFER
    if (abi >= 2) attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
#endif
#ifdef LANDLOCK_ACCESS_FS_TRUNCATE
    if (abi >= 3) attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
#endif
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
    require(ruleset >= 0, "landlock_create_ruleset");
    require(::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0, "landlock_restrict_self");
    ::close(ruleset);
    return static_cast<int>(abi);
}

void limit_resources(const SandboxLimits& limits) {
    constexpr std::uint64_t files = 16;
    const auto seconds = static_cast<std::uint64_t>(limits.processor.count());
    limit(RLIMIT_CPU, seconds, seconds + 1);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, files);
    limit(RLIMIT_FSIZE, 0);
    if (memory_can_be_limited()) limit(RLIMIT_DATA, limits.memory_bytes);
}

bool memory_can_be_limited() { return !address_sanitizer; }

SystemCallFilter::SystemCallFilter()
    : rules_(seccomp_init(SCMP_ACT_KILL_PROCESS), [](void* rules) { seccomp_release(rules); }) {
    if (rules_ == nullptr) throw std::system_error(ENOMEM, std::generic_category(), "seccomp_init");
    const auto add = [&](std::uint32_t action, std::span<const int> calls) {
        for (const int call : calls) require_rule(seccomp_rule_add(rules_.get(), action, call, 0));
    };
    add(SCMP_ACT_ALLOW, allowed);
    if (address_sanitizer) add(SCMP_ACT_ALLOW, allowed_to_sanitizer);
    add(SCMP_ACT_ERRNO(EPERM), refused);
    allow_plain_memory_and_threads(rules_.get());
}

void SystemCallFilter::apply() const { require_rule(seccomp_load(rules_.get())); }

}  // namespace snapory
