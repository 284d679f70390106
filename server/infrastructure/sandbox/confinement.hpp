#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace snapory {

// What one run in the sandbox may use up.
struct SandboxLimits {
    std::uint64_t memory_bytes = std::uint64_t{512} << 20;  // writable memory, as RLIMIT_DATA counts it
    std::chrono::seconds processor{10};
    std::chrono::milliseconds wall{20'000};
    std::uint64_t output_bytes = std::uint64_t{64} << 20;
};

// Which walls stand. The filter of system calls always does, or no sandbox starts; the kernel or the
// container may refuse the others, and an operator should know.
struct Protections {
    std::int32_t landlock_abi = 0;  // 0: the kernel has no Landlock
    bool namespaces = false;        // own user, network, IPC and host name spaces
    bool memory_limit = false;      // missing only in builds with AddressSanitizer
};

// The steps into confinement, each for the calling process and those it forks, for good. They throw
// std::system_error unless they say otherwise.

// No program run from here may gain rights. Dies with its parent, in whatever way that ends.
void bind_to_parent(int parent);
bool enter_own_namespaces();  // false: not permitted here
int forbid_files();           // the ABI of Landlock that forbids opening any file, 0 if there is none
void limit_resources(const SandboxLimits& limits);
bool memory_can_be_limited();  // false in builds with AddressSanitizer, whose shadow would exceed any limit

// An allow-list of what decoders need: memory, threads, time. A call that is not on it kills the process,
// above all open, socket, connect, execve, fork, ptrace. A few that libraries make in passing fail instead.
class SystemCallFilter {
public:
    SystemCallFilter();
    void apply() const;

private:
    std::shared_ptr<void> rules_;  // libseccomp's
};

}  // namespace snapory
