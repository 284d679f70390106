#include "infrastructure/sandbox/message.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

namespace snapory {
namespace {

constexpr std::size_t most_files = 4;

[[noreturn]] void throw_errno(const char* call) {
    throw std::system_error(errno, std::generic_category(), call);
}

struct Envelope {
    Envelope(void* body, std::size_t length) : part{body, length} {
        header.msg_iov = &part;
        header.msg_iovlen = 1;
    }
    Envelope(const Envelope&) = delete;
    Envelope& operator=(const Envelope&) = delete;

    iovec part;
    msghdr header{};
    alignas(cmsghdr) std::array<std::uint8_t, CMSG_SPACE(most_files * sizeof(int))> control{};
};

template <class Call>
ssize_t retried(Call call) {
    ssize_t outcome = -1;
    do outcome = call();
    while (outcome < 0 && errno == EINTR);
    return outcome;
}

}  // namespace

void send_message(int socket, const void* body, std::size_t length, std::span<const int> files) {
    Envelope envelope(const_cast<void*>(body), length);  // sendmsg only reads it
    if (!files.empty()) {
        envelope.header.msg_control = envelope.control.data();
        envelope.header.msg_controllen = CMSG_SPACE(files.size_bytes());
        cmsghdr* control = CMSG_FIRSTHDR(&envelope.header);
        control->cmsg_level = SOL_SOCKET;
        control->cmsg_type = SCM_RIGHTS;
        control->cmsg_len = CMSG_LEN(files.size_bytes());
        std::memcpy(CMSG_DATA(control), files.data(), files.size_bytes());
    }
    if (retried([&] { return ::sendmsg(socket, &envelope.header, MSG_NOSIGNAL); }) < 0)
        throw_errno("sendmsg");
}

bool receive_message(int socket, void* body, std::size_t length, std::span<Descriptor> files) {
    Envelope envelope(body, length);
    envelope.header.msg_control = envelope.control.data();
    envelope.header.msg_controllen = envelope.control.size();
    const ssize_t got = retried([&] { return ::recvmsg(socket, &envelope.header, MSG_CMSG_CLOEXEC); });
    if (got < 0) throw_errno("recvmsg");

    const cmsghdr* control = CMSG_FIRSTHDR(&envelope.header);
    if (control != nullptr && control->cmsg_type == SCM_RIGHTS) {
        std::vector<int> numbers((control->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        std::memcpy(numbers.data(), CMSG_DATA(control), numbers.size() * sizeof(int));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            Descriptor file(numbers[i]);
            if (i < files.size()) files[i] = std::move(file);
        }
    }
    return static_cast<std::size_t>(got) == length;
}

std::array<Descriptor, 2> socket_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) throw_errno("socketpair");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace snapory
