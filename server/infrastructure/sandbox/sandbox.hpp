#pragma once

#include <cstdint>

#include "infrastructure/sandbox/confinement.hpp"
#include "infrastructure/sandbox/descriptor.hpp"
#include "infrastructure/sandbox/fork_server.hpp"

namespace snapory {

// What a run has left. The bytes were written by a process that is to be taken for hostile.
class SandboxAnswer {
public:
    SandboxAnswer(Mapping mapping, std::size_t length) : mapping_(std::move(mapping)), length_(length) {}
    std::span<const std::uint8_t> bytes() const {
        return mapping_.bytes().subspan(sizeof(AnswerHeader), length_);
    }

private:
    Mapping mapping_;
    std::size_t length_;
};

// Runs one piece of work on strangers' bytes, each time in a fresh process that has no network, no files,
// little memory and little time, and that knows nothing of the runs before it.
//
// Construct it on the main thread, early in main: before any other thread exists, since a fork server is
// forked here, and before any secret or stranger's file was read, since all children start as copies of this
// process. The fork server ends when that thread does. If it ever dies by itself, run() throws Unavailable
// from then on; a process with threads cannot start it again and should exit, so that its supervisor starts
// both anew.
class Sandbox {
public:
    // Throws Unavailable when the fork server cannot be started.
    explicit Sandbox(const SandboxedWork& work, SandboxLimits limits = {});
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    // `input` is a file descriptor open for reading, which stays the caller's; its offset does not matter.
    // From any thread, as many at once as the machine bears. Throws DecoderDied when the run ended without an
    // answer, Unavailable when none could be started.
    SandboxAnswer run(int input, std::uint32_t request);

    // Whether the fork server is still there.
    bool stands() const;

    const Protections& protections() const { return protections_; }

private:
    SandboxLimits limits_;
    Descriptor orders_;
    int server_ = -1;  // process id
    Protections protections_;
};

}  // namespace snapory
