#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "infrastructure/sandbox/confinement.hpp"
#include "infrastructure/sandbox/descriptor.hpp"

namespace snapory {

// What is done with a stranger's bytes: reads the input, writes its answer to the front of `output`, gives
// the answer's length. `request` is whatever the caller asked with.
using SandboxedWork = std::function<std::size_t(std::span<const std::uint8_t> input, std::uint32_t request,
                                                std::span<std::uint8_t> output)>;

// Three files travel with each order, in this order.
enum OrderFile : std::uint8_t { input_file, output_file, reply_socket, order_files };
struct Order {
    std::uint32_t request = 0;
};

// How a run ended, told over the reply socket of its order.
struct Outcome {
    enum class End : std::uint8_t { exited, killed, overdue, not_started };
    End end = End::not_started;
    std::int32_t detail = 0;  // exit status, or the signal
};

// At the front of the output file; the answer follows it.
struct AnswerHeader {
    std::uint64_t length = 0;
};

// The life of the fork server: confines itself, tells its Protections over `orders`, then forks a child for
// each order until the other end of `orders` is closed. To be called in a process of one thread that was just
// forked from `parent`.
[[noreturn]] void run_fork_server(Descriptor orders, int parent, const SandboxedWork& work,
                                  const SandboxLimits& limits);

}  // namespace snapory
